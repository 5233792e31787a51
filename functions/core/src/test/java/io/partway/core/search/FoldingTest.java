package io.partway.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FoldingTest {
  @ParameterizedTest
  @CsvSource({
    "Ana LOPEZ, ana lopez",
    // width
    "ＡＢＣ１２３, abc123",
    "ｶﾞ, ガ",
    // compatibility forms
    "ﬁsh, FISH",
    "①, 1",
    // composed and decomposed
    "é, é",
    // case beyond one to one
    "Straße, STRASSE",
    "STRAẞE, strasse",
    "ΟΔΟΣ, οδος",
    "οδοσ, οδος",
    // Turkish
    "İstanbul, istanbul",
    "ISPARTA, ısparta",
    "王小明, 王小明",
  })
  void whatPeopleTakeForTheSameFoldsTheSame(String one, String other) {
    assertThat(Folding.fold(one)).isEqualTo(Folding.fold(other));
  }

  @Test
  void aWordsEndMakesNoDifference() {
    assertThat(Folding.fold("ΟΔΟΣΑ")).contains(Folding.fold("ΟΔΟΣ"));
    assertThat(Folding.fold("ΟΔΟΣ ΑΒ")).contains(Folding.fold("ΔΟΣ"));
  }

  @Test
  void differentLettersStayApart() {
    assertThat(Folding.fold("é")).isNotEqualTo(Folding.fold("e"));
    assertThat(Folding.fold("王")).isNotEqualTo(Folding.fold("玉"));
  }

  @Test
  void foldingTwiceIsFoldingOnce() {
    for (int c = 1; c < 0x3_0000; c++) {
      if (Character.isDefined(c)
          && !Character.isIdeographic(c)
          && Character.getType(c) != Character.SURROGATE) {
        String once = Folding.fold(Character.toString(c));
        assertThat(Folding.fold(once)).as("U+%04X", c).isEqualTo(once);
      }
    }
  }

  @Test
  void doesNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Folding.fold("TITLE")).isEqualTo("title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void textsAreOrderedByCodePoints() {
    // A supplementary character lies after the whole basic plane, which its surrogates do not.
    assertThat(Stream.of("😀", "\uFF5E", "b", "", "ab", "a").sorted(Folding.BY_CODE_POINT))
        .containsExactly("", "a", "ab", "b", "\uFF5E", "😀");
    assertThat(Folding.BY_CODE_POINT.compare("a😀b", "a😀c")).isNegative();
    assertThat(Folding.BY_CODE_POINT.compare("a😀", "a😀")).isZero();
    assertThat(Folding.BY_CODE_POINT.compare("a😀b", "a😀")).isPositive();
    assertThat(List.of("😀", "😁")).isSortedAccordingTo(Folding.BY_CODE_POINT);
  }
}
