package io.partway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BookmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "42", "a:b:c", "{\"at\":\"1\"}", "\n"})
  void isReadBackWhateverThePositionHolds(String position) {
    Bookmark bookmark = new Bookmark(Samples.NOW, position);
    assertThat(Bookmark.parse(bookmark.text())).contains(bookmark);
  }

  @Test
  void timesBeforeTheEpochAreTimesToo() {
    Bookmark bookmark = new Bookmark(Instant.ofEpochMilli(-1), "x");
    assertThat(bookmark.text()).isEqualTo("-1:x");
    assertThat(Bookmark.parse(bookmark.text())).contains(bookmark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", ":x", "x:1", "12", "99999999999999999999:x", " 1:x"})
  void nothingElseIsABookmark(String text) {
    assertThat(Bookmark.parse(text)).isEmpty();
  }
}
