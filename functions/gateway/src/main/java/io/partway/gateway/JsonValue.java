package io.partway.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A value of JSON as it came, before anybody has said what it should be.
public sealed interface JsonValue {
  /// @param members in the order sent; of duplicates the first
  record Obj(Map<String, JsonValue> members) implements JsonValue {}

  record Arr(List<JsonValue> items) implements JsonValue {}

  record Str(String text) implements JsonValue {}

  /// @param digits as spelled
  record Num(String digits) implements JsonValue {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /// The number where it is whole, however it is spelled; where it lies beyond what a long holds,
    /// the nearest that does. Empty where it is not whole.
    OptionalLong whole() {
      try {
        BigDecimal value = new BigDecimal(digits);
        return value.scale() > 0 && value.stripTrailingZeros().scale() > 0
            ? OptionalLong.empty()
            : OptionalLong.of(value.max(LEAST).min(MOST).longValueExact());
      } catch (NumberFormatException _) {
        return OptionalLong.empty();
      }
    }
  }

  record Bool(boolean value) implements JsonValue {}

  record Null() implements JsonValue {}

  /// The one spelling, in ASCII, that all spellings of the same value have in common: members
  /// sorted, no white space, numbers without superfluous digits. Two values are the same exactly
  /// when their spellings are.
  default String canonical() {
    StringBuilder out = new StringBuilder();
    write(this, out);
    return out.toString();
  }

  private static void write(JsonValue value, StringBuilder out) {
    switch (value) {
      case Obj(var members) -> {
        char separator = '{';
        for (Map.Entry<String, JsonValue> member : new TreeMap<>(members).entrySet()) {
          out.append(separator);
          quote(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          separator = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
      case Arr(var items) -> {
        char separator = '[';
        for (JsonValue item : items) {
          out.append(separator);
          write(item, out);
          separator = ',';
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Str(var text) -> quote(text, out);
      case Num(var digits) -> out.append(number(digits));
      case Bool(var bool) -> out.append(bool);
      case Null() -> out.append("null");
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static String number(String digits) {
    try {
      BigDecimal value = new BigDecimal(digits);
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    } catch (ArithmeticException | NumberFormatException _) {
      // An exponent beyond what can be counted with: its spelling has to do.
      return digits;
    }
  }
}
