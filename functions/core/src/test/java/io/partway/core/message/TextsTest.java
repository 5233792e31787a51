package io.partway.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.identity.SendCode;
import io.partway.core.notification.Notification;
import io.partway.core.request.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TextsTest {
  private final Texts greetings = Texts.beside(TextsTest.class, "greetings");

  @Test
  void parametersAreFilledInWhateverTheyHold() {
    Map<String, String> parameters = Map.of("name", "{count} $1 \\", "count", "3");
    assertThat(greetings.text(Language.EN, "greeting", parameters))
        .isEqualTo("Dear {count} $1 \\, 3 left.");
    assertThat(greetings.text(Language.ES, "greeting", parameters))
        .isEqualTo("Quedan 3, {count} $1 \\.");
    assertThat(greetings.text(Language.ZH_HANS, "plain")).isEqualTo("说不准。");
    assertThat(greetings.text(Language.EN, "plain")).isEqualTo("Can't say.");
  }

  @Test
  void theMachinesLanguagePlaysNoPart() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("es"));
      assertThat(Texts.beside(TextsTest.class, "greetings").text(Language.EN, "plain"))
          .isEqualTo("Can't say.");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsMissingIsABug() {
    assertThatThrownBy(() -> greetings.text(Language.EN, "farewell"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no text farewell");
    assertThatThrownBy(() -> greetings.text(Language.EN, "greeting", Map.of("name", "Ana")))
        .hasMessage("greeting needs count");
    assertThatThrownBy(() -> Texts.beside(TextsTest.class, "nothing").signatures())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Texts.beside(TextsTest.class, "nothing").text(Language.EN, "plain"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void languagesThatDifferInParametersAreRefused() {
    assertThatThrownBy(() -> Texts.beside(TextsTest.class, "lacking").signatures())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("lacking in es ");
  }

  @Test
  void everySetOfTextsIsWholeInEveryLanguage() {
    assertThat(Texts.beside(Statement.class, "wording").signatures()).isNotEmpty();
    assertThat(Texts.beside(SendCode.class, "codes").signatures()).isNotEmpty();
    assertThat(Texts.beside(Notification.class, "messages").signatures()).isNotEmpty();
  }

  @Test
  void keysAndParametersAreTold() {
    assertThat(greetings.signatures())
        .isEqualTo(Map.of("plain", Set.of(), "greeting", Set.of("name", "count")));
  }
}
