package io.partway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 3339, section 5.6, with what its grammar leaves open.
final class Rfc3339Test {
  @ParameterizedTest
  @CsvSource({
    "2026-03-10T09:30:00Z, 2026-03-10T09:30:00Z",
    "2026-03-10t09:30:00z, 2026-03-10T09:30:00Z",
    "2026-03-10T09:30:00.5Z, 2026-03-10T09:30:00.500Z",
    "2026-03-10T09:30:00.1234567891Z, 2026-03-10T09:30:00.123456789Z",
    "2026-03-10T09:30:00+05:45, 2026-03-10T03:45:00Z",
    "2026-03-10T09:30:00-05:45, 2026-03-10T15:15:00Z",
    "2026-03-10T09:30:00-00:00, 2026-03-10T09:30:00Z",
    "2026-03-10T00:00:00+23:59, 2026-03-09T00:01:00Z",
    "2026-03-10T00:00:00-23:59, 2026-03-10T23:59:00Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2016-12-31T23:59:60.5Z, 2017-01-01T00:00:00.500Z",
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
  })
  void reads(String text, Instant instant) {
    assertThat(Rfc3339.parse(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-10",
        "2026-03-10T09:30Z",
        "2026-03-10T09:30:00",
        "2026-03-10 09:30:00Z",
        "2026-02-29T12:00:00Z",
        "2026-13-10T09:30:00Z",
        "2026-03-10T24:00:00Z",
        "2026-03-10T09:60:00Z",
        "2026-03-10T09:30:61Z",
        "2026-03-10T09:30:00+24:00",
        "2026-03-10T09:30:00+00:60",
        "2026-03-10T09:30:00+0100",
        "2026-03-10T09:30:00.Z",
        "+12026-03-10T09:30:00Z",
        "2026-03-10T09:30:00Z ",
      })
  void refuses(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @Test
  void whatCanBeReadNeedNotBeWritable() {
    assertThat(Rfc3339.writable(Instant.parse("0000-01-01T00:00:00Z"))).isTrue();
    assertThat(Rfc3339.writable(Instant.parse("9999-12-31T23:59:59.999999999Z"))).isTrue();
    assertThat(Rfc3339.parse("9999-12-31T23:59:59-01:00"))
        .hasValueSatisfying(read -> assertThat(Rfc3339.writable(read)).isFalse());
    assertThat(Rfc3339.parse("0000-01-01T00:00:00+01:00"))
        .hasValueSatisfying(read -> assertThat(Rfc3339.writable(read)).isFalse());
  }
}
