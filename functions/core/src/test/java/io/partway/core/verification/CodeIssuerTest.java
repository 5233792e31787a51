package io.partway.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.party.Party;
import io.partway.core.verification.CodeIssuer.Issue;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CodeIssuerTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Purpose PURPOSE =
      Purpose.of(Samples.admin(Party.CUSTOMER), Operation.SUBMIT, "partner-1");

  private final MemoryCodes codes = new MemoryCodes();
  private final Iterator<String> drawn =
      IntStream.iterate(100_000, i -> i + 1).mapToObj(Integer::toString).iterator();
  private final CodeIssuer issuer = new CodeIssuer(codes, MemoryCodes.hash(), drawn::next);

  private Issue.Issued issued(Purpose purpose, Instant now) {
    if (issuer.issue(purpose, now) instanceof Issue.Issued issued) {
      return issued;
    }
    throw new AssertionError("not issued");
  }

  private static Purpose toward(String partner) {
    return Purpose.of(Samples.admin(Party.CUSTOMER), Operation.SUBMIT, partner);
  }

  @Test
  void aCodeIsKeptAsAHashForTenMinutes() {
    Issue.Issued issued = issued(PURPOSE, NOON);

    assertThat(issued.code()).isEqualTo("100000");
    assertThat(issued.leftToday()).isEqualTo(9);
    assertThat(codes.read(PURPOSE)).isEqualTo(issued.stored());
    assertThat(issued.stored().hash()).matches("[0-9a-f]{8}:[0-9a-f]{64}").doesNotContain("100000");
    assertThat(issued.stored().expiresAt()).isEqualTo(NOON.plusSeconds(600));
    assertThat(issued.stored().attempts()).isZero();
    assertThat(issued.toString()).doesNotContain("100000");
  }

  @Test
  void anotherIsHadAfterAMinuteAndReplacesTheFirst() {
    Issue.Issued first = issued(PURPOSE, NOON);

    assertThat(issuer.issue(PURPOSE, NOON.plusMillis(59_999)))
        .isEqualTo(new Issue.TooMany(NOON.plusSeconds(60), 9));
    Issue.Issued second = issued(PURPOSE, NOON.plusSeconds(60));
    Verifier verifier = codes.verifier();
    assertThat(verifier.verify(PURPOSE, first.code(), NOON.plusSeconds(61)))
        .isInstanceOf(Verifier.Verdict.Failed.class);
    assertThat(verifier.verify(PURPOSE, second.code(), NOON.plusSeconds(61)))
        .isInstanceOf(Verifier.Verdict.Right.class);
  }

  @Test
  void theMinuteIsOfOnePurposeAndTheDayOfTheUser() {
    for (int i = 1; i <= 10; i++) {
      assertThat(issued(toward("partner-" + i), NOON).leftToday()).isEqualTo(10 - i);
    }

    Instant midnight = Instant.parse("2026-03-11T00:00:00Z");
    assertThat(issuer.issue(toward("partner-11"), NOON)).isEqualTo(new Issue.TooMany(midnight, 0));
    assertThat(issuer.issue(toward("partner-11"), midnight.minusMillis(1)))
        .isEqualTo(new Issue.TooMany(midnight, 0));
    assertThat(issued(toward("partner-11"), midnight).leftToday()).isEqualTo(9);
    Purpose others = new Purpose(Party.CUSTOMER, "customer-1", "else", Operation.SUBMIT, "p");
    assertThat(issued(others, NOON).leftToday()).isEqualTo(9);
  }

  @Test
  void whatCouldNotBeSentCountsNothing() {
    Issue.Issued lost = issued(PURPOSE, NOON);
    issuer.retract(PURPOSE, lost.stored());

    assertThat(codes.read(PURPOSE)).isNull();
    assertThat(issued(PURPOSE, NOON).leftToday()).isEqualTo(9);
  }

  @Test
  void aCodeThatHasTakenItsPlaceIsNotRetracted() {
    Issue.Issued lost = issued(PURPOSE, NOON);
    Issue.Issued next = issued(PURPOSE, NOON.plusSeconds(60));
    issuer.retract(PURPOSE, lost.stored());

    assertThat(codes.read(PURPOSE)).isEqualTo(next.stored());
  }

  @Test
  void ofTwoAtOnceOneIsSent() {
    codes.beforeWrites.add(() -> issued(PURPOSE, NOON));

    assertThat(issuer.issue(PURPOSE, NOON)).isInstanceOf(Issue.TooMany.class);
    assertThat(Objects.requireNonNull(codes.read(PURPOSE)).attempts()).isZero();
    assertThat(List.of(drawn.next())).containsExactly("100002");
  }
}
