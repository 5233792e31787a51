package io.partway.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en                                | EN
          es                                | ES
          es-MX                             | ES
          ES-419, en;q=0.1                  | ES
          zh-Hans                           | ZH_HANS
          zh-CN,zh;q=0.9,en;q=0.8           | ZH_HANS
          zh-TW                             | ZH_HANS
          de-CH, de;q=0.9, es;q=0.5, en;q=0.3 | ES
          en;q=0.2, es;q=0.7                | ES
          es;q=0, zh;q=0.1                  | ZH_HANS
          es;q=0                            | EN
          *                                 | EN
          de, fr                            | EN
          est                               | EN
          ;;q=                              | EN
          es;q=7                            | EN
          x_y                               | EN
          """)
  void theBestLikedLanguageThatIsSpoken(String header, Language language) {
    assertThat(Language.negotiate(header)).isEqualTo(language);
  }

  @Test
  void englishForWhoDoesNotSay() {
    assertThat(Language.negotiate(null)).isEqualTo(Language.EN);
    assertThat(Language.negotiate(" ")).isEqualTo(Language.EN);
  }

  @Test
  void tagsAreReadExactly() {
    for (Language language : Language.values()) {
      assertThat(Language.parse(language.tag())).contains(language);
    }
    assertThat(Language.parse("zh-hans")).isEmpty();
    assertThat(Language.parse("")).isEmpty();
  }
}
