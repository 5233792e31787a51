package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Fault;
import io.partway.core.request.Reason.Reading;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReasonTest {
  private static @Nullable String good(String raw) {
    return switch (Reason.required(raw)) {
      case Reading.Good(var text) -> text;
      case Reading.Bad(var fault) -> throw new AssertionError(fault + " of " + raw);
    };
  }

  private static String fault(@Nullable String raw) {
    return switch (Reason.required(raw)) {
      case Reading.Good(var text) -> "good: " + text;
      case Reading.Bad(Fault(var member, var code, var detail)) -> {
        assertThat(member).isEqualTo("reason");
        assertThat(detail).isNotBlank();
        yield code;
      }
    };
  }

  @Test
  void isTrimmedOfEveryUnicodeSpaceAndKeptOtherwise() {
    assertThat(good("  moving  to another partner ")).isEqualTo("moving  to another partner");
    IntStream spaces =
        IntStream.of(
            0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2007, 0x200A, 0x2028,
            0x2029, 0x202F, 0x205F, 0x3000);
    spaces.forEach(space -> {
      String edge = Character.toString(space).repeat(2);
      assertThat(good(edge + "x" + edge)).as("U+%04X", space).isEqualTo("x");
    });
  }

  @Test
  void isOneToFiveHundredCodePointsLong() {
    assertThat(good("x")).isEqualTo("x");
    assertThat(good("x".repeat(500))).hasSize(500);
    assertThat(fault("x".repeat(501))).isEqualTo("too-long");
    assertThat(good(" ".repeat(300) + "x".repeat(500) + "\n")).hasSize(500);
    assertThat(good("😀".repeat(500))).hasSize(1_000);
    assertThat(fault("😀".repeat(501))).isEqualTo("too-long");
  }

  @Test
  void holdsNoControlCharacters() {
    for (int c = 0; c < 0xA0; c++) {
      if (Character.getType(c) == Character.CONTROL) {
        assertThat(fault("a" + Character.toString(c) + "b"))
            .as("U+%04X", c)
            .isEqualTo("control-character");
      }
    }
    // These four are no White_Space, so that they are not trimmed away.
    for (int c = 0x1C; c <= 0x1F; c++) {
      assertThat(fault("a" + Character.toString(c))).isEqualTo("control-character");
    }
    assertThat(fault("\u0000")).isEqualTo("control-character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\uD83D", "\uDE00 b", "\uD83D", "\uDE00\uD83D"})
  void holdsNoLoneSurrogates(String raw) {
    assertThat(fault(raw)).isEqualTo("not-unicode");
  }

  static Stream<String> invisible() {
    return Stream.concat(
        Stream.of("", " ", "\n\t", "\u200B\u200D", " \u00AD\u2060 ", "\uFEFF", "\u2028\u200E"),
        IntStream.of(
                0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x180E, 0x2800, 0x3164,
                0xFE00, 0xFE0F, 0xFFA0, 0xE0100, 0xE01EF, 0xE0020, 0x2065, 0xFFF0, 0xFFF8, 0xE0000,
                0xE0FFF)
            .mapToObj(Character::toString));
  }

  @ParameterizedTest
  @MethodSource("invisible")
  void isEmptyWhenNothingCanBeSeen(String raw) {
    assertThat(fault(raw)).isEqualTo("empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "王",
        "❤\uFE0F",
        "👩\u200D👩\u200D👧",
        "مرحبا",
        "\u200Fשלום",
        "-",
        "\u0301",
        "\u115E",
        "\u1161",
        "\u180A",
        "\u2801",
        "\uFDFF",
        "\uFE10"
      })
  void isGoodWhenAnythingCanBeSeen(String raw) {
    assertThat(good(raw)).isEqualTo(raw);
  }

  @Test
  void mayOnlyBeLeftOutWhereItIsOptional() {
    assertThat(fault(null)).isEqualTo("required");
    assertThat(Reason.optional(null)).isEqualTo(new Reading.Good(null));
    assertThat(Reason.optional(" x ")).isEqualTo(new Reading.Good("x"));
    assertThat(Reason.optional(" ")).isInstanceOf(Reading.Bad.class);
    assertThat(Reason.optional("x".repeat(501))).isInstanceOf(Reading.Bad.class);
  }
}
