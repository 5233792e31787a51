package io.partway.core.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.association.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

  @Test
  void takesEveryCharacterOfTheAlphabetAndNoOther() {
    for (int c = 0; c <= 0x1FFF; c++) {
      assertThat(Ids.wellFormed(Character.toString(c)))
          .as("U+%04X", c)
          .isEqualTo(ALPHABET.indexOf(c) >= 0);
    }
  }

  @Test
  void judgesEveryPosition() {
    assertThat(Ids.wellFormed(ALPHABET)).isTrue();
    assertThat(Ids.wellFormed("abc/")).isFalse();
    assertThat(Ids.wellFormed("/abc")).isFalse();
    assertThat(Ids.wellFormed("a\nb")).isFalse();
  }

  @Test
  void isOneToSixtyFourCharactersLong() {
    assertThat(Ids.wellFormed("")).isFalse();
    assertThat(Ids.wellFormed("a".repeat(64))).isTrue();
    assertThat(Ids.wellFormed("a".repeat(65))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "ä",
        "a#b",
        "1234567890123456789012345678901234567890123456789012345678901234x"
      })
  void noIdOfAnyKindIsMalformed(String id) {
    assertThatThrownBy(() -> new CustomerId(id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PartnerId(id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RequestId(id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Principal.Member("sub", Party.PARTNER, id, Role.ADMIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsAreOrderedByTheirCharacters() {
    assertThat(new CustomerId("A")).isLessThan(new CustomerId("a"));
    assertThat(new PartnerId("p-10")).isLessThan(new PartnerId("p-2"));
  }
}
