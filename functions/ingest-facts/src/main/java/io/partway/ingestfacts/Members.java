package io.partway.ingestfacts;

import io.partway.core.Rfc3339;
import io.partway.core.Word;
import io.partway.core.party.Ids;
import io.partway.gateway.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the members of one object. What cannot be read is told to the [Problems] and is null, as
/// is what is not there: a null or an empty text counts as not there, just as an empty cell of CSV
/// does.
final class Members {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  private static final int VERSION_DIGITS = 18;
  private static final int AMOUNT_CHARACTERS = 40;
  private static final int AMOUNT_DIGITS = 15;
  private static final int AMOUNT_PLACES = 2;

  private final String path;
  private final Map<String, JsonValue> members;
  private final Problems problems;
  private final Set<String> read = new HashSet<>();

  private Members(String path, Map<String, JsonValue> members, Problems problems) {
    this.path = path;
    this.members = members;
    this.problems = problems;
  }

  /// @param path of the object, with a slash at its end; empty for the outermost one
  static Members of(String path, Map<String, JsonValue> members, Problems problems) {
    return new Members(path, members, problems);
  }

  /// Whether it is there.
  boolean has(String name) {
    return value(name) != null;
  }

  /// Tells of a member that must be there and is not.
  <T> @Nullable T required(String name, @Nullable T value) {
    if (!has(name)) {
      problems.add(path + name, "Give a value.");
    }
    return value;
  }

  @Nullable String id(String name) {
    return read(
        name,
        "Give 1 to 64 letters A to Z, digits, - or _.",
        value -> value instanceof JsonValue.Str(String text) && Ids.wellFormed(text) ? text : null);
  }

  /// @param most characters
  @Nullable String text(String name, int most) {
    return read(name, textOf(most), value -> text(value, most));
  }

  /// A text of upper-case letters.
  @Nullable String capitals(String name, int count) {
    return read(
        name,
        "Give " + count + " letters A to Z.",
        value ->
            value instanceof JsonValue.Str(String text)
                    && text.length() == count
                    && text.chars().allMatch(c -> c >= 'A' && c <= 'Z')
                ? text
                : null);
  }

  <E extends Enum<E> & Word> @Nullable E word(String name, Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants()).map(Word::word).collect(Collectors.joining(" or "));
    return read(
        name,
        "Give " + words + ".",
        value ->
            value instanceof JsonValue.Str(String text)
                ? Word.parse(type, text).orElse(null)
                : null);
  }

  /// Cut to milliseconds, as all instants are.
  @Nullable Instant instant(String name) {
    return read(
        name,
        "Give an RFC 3339 instant with its offset, such as 2026-01-31T12:00:00Z.",
        value ->
            value instanceof JsonValue.Str(String text)
                ? Rfc3339.parse(text)
                    .filter(Rfc3339::writable)
                    .map(i -> i.truncatedTo(ChronoUnit.MILLIS))
                    .orElse(null)
                : null);
  }

  /// Absent is false.
  boolean flag(String name) {
    Boolean flag =
        read(
            name,
            "Give true or false.",
            value -> value instanceof JsonValue.Bool(boolean bool) ? bool : null);
    return flag != null && flag;
  }

  @Nullable Long version(String name) {
    return read(
        name,
        "Give a whole number from 1 to " + "9".repeat(VERSION_DIGITS) + ".",
        value ->
            value instanceof JsonValue.Num(String digits)
                    && digits.length() <= VERSION_DIGITS
                    && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                    && !digits.equals("0")
                ? (Long) Long.parseLong(digits)
                : null);
  }

  /// A number, or a text of one, without superfluous digits.
  @Nullable BigDecimal amount(String name) {
    return read(
        name,
        "Give a decimal that is not negative, with at most "
            + AMOUNT_DIGITS
            + " digits before the point and two after it, such as 12.50.",
        value ->
            switch (value) {
              case JsonValue.Num(String digits) -> decimal(digits);
              case JsonValue.Str(String text) when DECIMAL.matcher(text).matches() -> decimal(text);
              case JsonValue.Str _, JsonValue.Bool _, JsonValue.Null _ -> null;
              case JsonValue.Obj _, JsonValue.Arr _ -> null;
            });
  }

  /// Absent is empty.
  List<String> texts(String name, int count, int most) {
    return list(
        name,
        count,
        (at, item) -> {
          String text = text(item, most);
          if (text == null) {
            problems.add(at, textOf(most));
          }
          return text;
        });
  }

  /// Absent is empty. Null among the results only beside a problem.
  ///
  /// @param make of an object of the list
  <T> List<T> objects(String name, Function<Members, @Nullable T> make) {
    return list(
        name,
        Integer.MAX_VALUE,
        (at, item) -> {
          if (item instanceof JsonValue.Obj(Map<String, JsonValue> members)) {
            Members object = new Members(at + "/", members, problems);
            T made = make.apply(object);
            object.nothingElse();
            return made;
          }
          problems.add(at, "Give an object.");
          return null;
        });
  }

  /// Tells of every member that nobody has asked for.
  void nothingElse() {
    int position = 0;
    for (String name : members.keySet()) {
      position++;
      if (!read.contains(name)) {
        problems.add(
            path + "member " + position, "Its name is not known; correct it or leave it out.");
      }
    }
  }

  private interface Item<T> {
    @Nullable T make(String at, JsonValue item);
  }

  private <T> List<T> list(String name, int count, Item<T> item) {
    List<JsonValue> values =
        read(
            name,
            "Give a list" + (count == Integer.MAX_VALUE ? "." : " of at most " + count + "."),
            value ->
                value instanceof JsonValue.Arr(List<JsonValue> items) && items.size() <= count
                    ? items
                    : null);
    List<T> made = new ArrayList<>();
    if (values != null) {
      for (int i = 0; i < values.size(); i++) {
        T next = item.make(path + name + "/" + i, values.get(i));
        if (next != null) {
          made.add(next);
        }
      }
    }
    return made;
  }

  private <T> @Nullable T read(
      String name, String change, Function<JsonValue, @Nullable T> reading) {
    read.add(name);
    JsonValue value = value(name);
    if (value == null) {
      return null;
    }
    T result = reading.apply(value);
    if (result == null) {
      problems.add(path + name, change);
    }
    return result;
  }

  private @Nullable JsonValue value(String name) {
    JsonValue value = members.get(name);
    boolean nothing =
        value == null
            || value instanceof JsonValue.Null
            || (value instanceof JsonValue.Str(String text) && text.isEmpty());
    return nothing ? null : value;
  }

  private static String textOf(int most) {
    return "Give text of 1 to " + most + " characters, not blank, without control characters.";
  }

  private static @Nullable String text(JsonValue value, int most) {
    return value instanceof JsonValue.Str(String text)
            && !text.isBlank()
            && text.codePointCount(0, text.length()) <= most
            && text.codePoints().noneMatch(Members::unprintable)
        ? text
        : null;
  }

  /// Half a surrogate pair is one that UTF-8 has no form for.
  private static boolean unprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static @Nullable BigDecimal decimal(String digits) {
    if (digits.length() > AMOUNT_CHARACTERS) {
      return null;
    }
    try {
      BigDecimal amount = new BigDecimal(digits).stripTrailingZeros();
      boolean fits =
          amount.signum() >= 0
              && amount.scale() <= AMOUNT_PLACES
              && (long) amount.precision() - amount.scale() <= AMOUNT_DIGITS;
      return fits ? amount.setScale(Math.max(0, amount.scale())) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
