package io.partway.gateway;

import java.io.ByteArrayOutputStream;

/// Cuts those strings of an event that the compiled reader would fail on: it gives up on a string
/// that outgrows its buffer, and a call that is merely too large would be answered as a bug of
/// ours.
///
/// What is cut is refused for its length anyhow, and still is: no body of the contract, in Base64
/// or not, and no id, filter, key or tag comes near to this.
final class LongStrings {
  /// The reader doubles its buffer up to 32,768 characters. A multiple of four, so that what is
  /// left of Base64 is Base64.
  static final int LONGEST = 32_000;

  private LongStrings() {}

  /// The event with at most [#LONGEST] characters of each string; the very same bytes where all are
  /// so short.
  ///
  /// @param json well-formed JSON in UTF-8
  static byte[] cut(byte[] json) {
    if (json.length <= LONGEST) {
      return json;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
    int at = 0;
    while (at < json.length) {
      out.write(json[at]);
      at = json[at] == '"' ? string(json, at + 1, out) : at + 1;
    }
    return out.toByteArray();
  }

  /// @param start behind the opening quote
  /// @return where the text goes on behind the closing one
  private static int string(byte[] json, int start, ByteArrayOutputStream out) {
    int at = start;
    int characters = 0;
    while (at < json.length && json[at] != '"') {
      int next = Math.min(next(json, at), json.length);
      if (characters < LONGEST) {
        out.write(json, at, next - at);
      }
      characters++;
      at = next;
    }
    out.write('"');
    return at + 1;
  }

  /// Where the character behind this one begins.
  private static int next(byte[] json, int at) {
    if (json[at] == '\\') {
      return at + 1 < json.length && json[at + 1] == 'u' ? at + 6 : at + 2;
    }
    int next = at + 1;
    while (next < json.length && (json[next] & 0xC0) == 0x80) {
      next++;
    }
    return next;
  }
}
