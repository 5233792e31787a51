package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonNumberTest {
  private static JsonValue.Num number(String json) {
    return (JsonValue.Num) Objects.requireNonNull(StrictJson.parse(json).value());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "3, 3",
    "3.0, 3",
    "30e-1, 3",
    "0.3E+1, 3",
    "-17, -17",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775807",
    "-1e400, -9223372036854775808",
    "1000e2147483647, 9223372036854775807",
    "0e2147483647, 0",
  })
  void whatIsWholeIsWholeHoweverItIsSpelled(String json, long whole) {
    assertThat(number(json).whole()).isEqualTo(OptionalLong.of(whole));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.5", "1e-1", "10000000000000000000.5", "1e-2147483647", "1e99999999999"})
  void whatIsNotWholeIsNone(String json) {
    assertThat(number(json).whole()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1E+0, true",
    "100, 1e2, true",
    "100, 1e3, false",
    "1000e2147483647, 1000e2147483647, true",
    "1e99999999999, 1e99999999999, true",
  })
  void theSameNumberHasOneSpelling(String one, String other, boolean same) {
    assertThat(number(one).canonical().equals(number(other).canonical())).isEqualTo(same);
  }
}
