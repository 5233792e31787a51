package io.partway.core.party;

/// The form every id in the system has: 1 to 64 characters of `A-Z a-z 0-9 _ -`.
public final class Ids {
  private Ids() {}

  /// Whether this can be an id at all.
  public static boolean wellFormed(String id) {
    if (id.isEmpty() || id.length() > 64) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  static String require(String id) {
    if (!wellFormed(id)) {
      throw new IllegalArgumentException("malformed id");
    }
    return id;
  }
}
