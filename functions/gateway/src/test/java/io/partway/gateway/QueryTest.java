package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partway.core.Rfc3339;
import io.partway.core.party.Party;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryTest {
  @Test
  void readsWhatIsThere() {
    Query query =
        Query.of(
            "text=a+b%20%C3%BC%2B&party=customer&at=2026-01-01T00:00:00.5Z&amount=-0.10&percent=7"
                + "&flag=true&id=a_B-9&digits=0042&currency=eUr&limit=100");

    assertThat(query.text("text")).isEqualTo("a b \u00fc+");
    assertThat(query.word("party", Party.class)).isEqualTo(Party.CUSTOMER);
    assertThat(query.instant("at")).isEqualTo(Instant.parse("2026-01-01T00:00:00.500Z"));
    assertThat(query.amount("amount")).isEqualTo(new BigDecimal("-0.10"));
    assertThat(query.percent("percent")).isEqualTo(BigDecimal.valueOf(7));
    assertThat(query.bool("flag")).isTrue();
    assertThat(query.id("id")).isEqualTo("a_B-9");
    assertThat(query.digits("digits")).isEqualTo("0042");
    assertThat(query.currency("currency")).isEqualTo("eUr");
    assertThat(query.limit()).isEqualTo(100);
    assertThat(query.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "&&", "a=", "a", "a=&"})
  void takesAnEmptyFilterForNone(String raw) {
    Query query = Query.of(raw);

    assertThat(query.text("a")).isNull();
    assertThat(query.instant("a")).isNull();
    assertThat(query.word("a", Party.class)).isNull();
    assertThat(query.limit()).isEqualTo(20);
    assertThat(query.faults()).isEmpty();
    assertThat(Query.of(null).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "101", "-1", "1.0", " 1", "1e1", "99999999999", "x", "+5"})
  void refusesALimitOutOfItsRange(String limit) {
    Query query = Query.of("limit=" + limit.replace("+", "%2B"));

    assertThat(query.limit()).isEqualTo(20);
    assertThat(query.faults())
        .singleElement()
        .isEqualTo(
            RequestFault.parameter("limit", "malformed", "Give a whole number from 1 to 100."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%zz", "a=%ff", "a=%ed%a0%80", "%C3=a", "a=%c0%80"})
  void refusesWhatIsNotEncoded(String raw) {
    assertThat(Query.of(raw).faults()).isNotEmpty();
  }

  @Test
  void namesTheParameterWhoseValueIsNotEncoded() {
    Query query = Query.of("a=1&b=%ff&c=%C3");
    query.text("a");
    query.text("b");
    query.text("c");

    assertThat(query.faults())
        .extracting(RequestFault::where, RequestFault::code)
        .containsExactly(tuple("b", "malformed"), tuple("c", "malformed"));
  }

  @Test
  void countsCodePoints() {
    assertThat(Query.of("a=" + "%F0%9F%98%80".repeat(100)).text("a")).hasSize(200);
    Query longer = Query.of("a=" + "x".repeat(101));
    assertThat(longer.text("a")).isNull();
    assertThat(longer.faults()).extracting(RequestFault::code).containsExactly("too-long");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2026-01-01t00:00:00z, 2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00+23:59, 2025-12-31T00:01:00Z",
    "2026-01-01T00:00:00-00:00, 2026-01-01T00:00:00Z",
    "2026-06-30T23:59:60Z, 2026-07-01T00:00:00Z",
    "2026-01-01T00:00:00.123456789999Z, 2026-01-01T00:00:00.123456789Z",
    "0000-02-29T12:00:00Z, 0000-02-29T12:00:00Z"
  })
  void readsInstantsOfRfc3339(String text, String instant) {
    assertThat(Rfc3339.parse(text)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "9999-12-31T23:59:59.999Z, true",
    "9999-12-31T23:59:59-00:01, false",
    "0000-01-01T00:00:00Z, true",
    "0000-01-01T00:00:00+00:01, false"
  })
  void knowsWhatCannotBeWrittenInUtc(String text, boolean writable) {
    assertThat(Rfc3339.parse(text).map(Rfc3339::writable)).contains(writable);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01",
        "2026-01-01T00:00Z",
        "2026-01-01 00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+00:60",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+0100",
        "٢٠٢٦-01-01T00:00:00Z",
        "Z"
      })
  void refusesWhatIsNone(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @Test
  void bindsACursorToWhatIsAskedForAndNotToHow() {
    assertThat(Query.of("b=2&a=%31&limit=5&cursor=x&c=").criteria())
        .isEqualTo(Query.of("a=1&b=2").criteria());
    assertThat(Query.of("a=1&b=2").criteria()).isNotEqualTo(Query.of("a=1").criteria());
  }
}
