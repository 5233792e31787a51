package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {
  @ParameterizedTest
  @ValueSource(strings = {"!", "~", "a-b_c:1/2", "0f6a1f1e-4f0d-4d1c-9a53-0d8d0f4ab3c1", "\"q\""})
  void takesVisibleKeys(String key) {
    assertThat(IdempotencyKey.of(key)).isEqualTo(new IdempotencyKey.Given(key));
    assertThat(IdempotencyKey.of("k".repeat(128)).usable()).hasSize(128);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", " a", "a\u007f", "\u00e9", "a\tb", "\uD83D\uDE00"})
  void refusesOtherKeys(String key) {
    assertThat(IdempotencyKey.of(key)).isEqualTo(new IdempotencyKey.Malformed());
    assertThat(IdempotencyKey.of("k".repeat(129)).usable()).isNull();
    assertThat(IdempotencyKey.of(null)).isEqualTo(new IdempotencyKey.Missing());
  }

  @Test
  void readsBackTheTagsItMakes() {
    for (long version : new long[] {1, 2, 999_999_999_999_999_999L}) {
      assertThat(IfMatch.of(EntityTag.ofVersion(version)))
          .isEqualTo(new IfMatch.Tag(OptionalLong.of(version)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "W/\"1\"", "\"\"", "\"0\"", "\"01\"", "\"+1\"", "\"1a\"", "\"x\""})
  void readsTagsThatNameNoVersion(String tag) {
    assertThat(IfMatch.of(tag)).isEqualTo(new IfMatch.Tag(OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "\"1", "1\"", "\"1\",\"2\"", "w/\"1\"", "**", "\"a b\"", "'1'"})
  void refusesWhatIsNoTag(String tag) {
    assertThat(IfMatch.of(tag)).isEqualTo(new IfMatch.Malformed());
    assertThat(IfMatch.of(null)).isEqualTo(new IfMatch.Missing());
  }
}
