package io.partway.platform;

import io.partway.core.KeyRing;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The secrets of the system. Each is a [io.partway.core.KeyRing]: its values newest first,
/// separated by blanks.
public enum Secret {
  /// Seals cursors, which are good for a day.
  CURSOR_KEY(16, 2),
  /// Chains, seals and signs the history: whatever an old value has made must be verifiable for
  /// ever.
  HISTORY_KEY(32, Integer.MAX_VALUE),
  /// Hashes verification codes, which are good for minutes.
  CODE_PEPPER(16, 2);

  private final int leastCharacters;

  /// Most values that are kept when it is rotated, the new one included.
  private final int kept;

  Secret(int leastCharacters, int kept) {
    this.leastCharacters = leastCharacters;
    this.kept = kept;
  }

  /// The environment variable that says where it lies.
  public String variable() {
    return name() + "_ARN";
  }

  /// The values that this text has.
  ///
  /// @throws IllegalArgumentException which says what is wrong with it, and nothing of it
  public KeyRing ring(String text) {
    KeyRing ring = KeyRing.of(text);
    if (values(text).stream().anyMatch(value -> value.length() < leastCharacters)) {
      throw new IllegalArgumentException(
          "each value has at least " + leastCharacters + " characters");
    }
    return ring;
  }

  /// The text that comes after this one: this value, then as many of the older ones as are kept.
  public String rotated(String text, String value) {
    return Stream.concat(Stream.of(value), values(text).stream())
        .distinct()
        .limit(kept)
        .collect(Collectors.joining(" "));
  }

  /// Whether a text is one that may come after another: one new value, then the older ones.
  public boolean follows(String text, String before) {
    String newest = values(text).getFirst();
    return newest.length() >= leastCharacters
        && !values(before).contains(newest)
        && text.equals(rotated(before, newest));
  }

  private static List<String> values(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }
}
