package io.partway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LongStringsTest {
  private static String cut(String json) {
    return new String(LongStrings.cut(json.getBytes(UTF_8)), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "\u00e9", "\u20ac", "\uD83D\uDE00", "\\\"", "\\\\", "\\u0001", "\\n"})
  void leavesOfEachStringAsManyWholeCharactersAsCanBeRead(String character) {
    String most = character.repeat(LongStrings.LONGEST);
    String kept = "{\"a\":\"" + most + "\",\"b\":[1.0e1,null,\"" + most + "\"],\"\":\"\"}";

    assertThat(cut(kept)).isEqualTo(kept);
    assertThat(cut(kept.replace(most, most + character.repeat(9)))).isEqualTo(kept);
  }

  @Test
  void copiesShortEvents() {
    byte[] event = "{}".getBytes(UTF_8);
    assertThat(LongStrings.cut(event)).isSameAs(event);
  }

  /// No event is like this; whatever it is, reading it must come to an end.
  @Test
  void comesToTheEndOfWhatBreaksOff() {
    for (String end : List.of("", "\\", "\\u", "\\u00", "\u20ac")) {
      assertThat(cut("\"" + "a".repeat(LongStrings.LONGEST) + end)).endsWith("\"");
    }
  }
}
