package io.partway.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaskTest {
  @ParameterizedTest
  @CsvSource({"Ana Lopez,A***", "An,A***", "A,***", "王小明,王***", "😀 Team,😀***", "😀,***"})
  void aTextKeepsItsFirstCharacterUnlessItIsTheOnlyOne(String value, String masked) {
    assertThat(Mask.text(value)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "e\u0301, ***",
    "e\u0301cole, e\u0301***",
    "\u1100\u1161, ***",
    "\uD83C\uDDE8\uD83C\uDDED, ***",
    "\uD83C\uDDE8\uD83C\uDDED Post, \uD83C\uDDE8\uD83C\uDDED***",
    "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67, ***",
    "\uD83D\uDC4D\uD83C\uDFFD, ***",
    "' \u3000A ', ***",
    "' Ana', A***",
    "'  ', ***",
  })
  void aCharacterIsWhatAReaderTakesForOne(String value, String masked) {
    assertThat(Mask.text(value)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "+49 151 2345-678,***78",
    "1234,***34",
    "12-34,***34",
    "12 34 ,***34",
    "123,***",
    "12-3,***",
    "1,***",
    "extension,***",
  })
  void aMobileKeepsItsLastTwoDigitsUnlessItHasFewerThanFour(String value, String masked) {
    assertThat(Mask.mobile(value)).isEqualTo(masked);
  }

  @Test
  void theLengthIsNeverGivenAway() {
    assertThat(Mask.text("Bo")).isEqualTo(Mask.text("B" + "o".repeat(80)));
    assertThat(Mask.mobile("0034")).isEqualTo(Mask.mobile("+491512345634"));
  }

  @Test
  void whatIsNotThereStaysSo() {
    assertThat(Mask.text(null)).isNull();
    assertThat(Mask.text("")).isEmpty();
    assertThat(Mask.mobile(null)).isNull();
    assertThat(Mask.mobile("")).isEmpty();
  }
}
