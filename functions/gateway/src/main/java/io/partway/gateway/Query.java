package io.partway.gateway;

import io.partway.core.Limit;
import io.partway.core.Rfc3339;
import io.partway.core.Word;
import io.partway.core.party.Ids;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query of a call. Each reader gives null for a filter that is left out or empty, and notes
/// what is wrong with it; [#faults()] then tells everything, parameters that nobody asked for
/// included.
public final class Query {
  private static final String LIMIT = "limit";
  static final String CURSOR = "cursor";
  private static final Pattern DIGITS =
      Pattern.compile(
          "[0-9]{"
              + Limit.MOBILE_DIGITS_MIN.standard()
              + ","
              + Limit.MOBILE_DIGITS_MAX.standard()
              + "}");
  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,2})?");
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

  private final Map<String, String> values = new TreeMap<>();
  private final List<RequestFault> faults = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();

  /// Reads a raw query string: API Gateway's own map joins the values of a repeated parameter by a
  /// comma.
  static Query of(@Nullable String raw) {
    Query query = new Query();
    Set<String> repeated = new HashSet<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String sent = equals < 0 ? part : part.substring(0, equals);
        String name = query.decoded(sent, sent);
        String value = query.decoded(name, equals < 0 ? "" : part.substring(equals + 1));
        if (query.values.putIfAbsent(name, value) != null && repeated.add(name)) {
          query.faults.add(RequestFault.parameter(name, "repeated", "Give this parameter once."));
        }
      }
    }
    return query;
  }

  /// Everything that is wrong with the query, once all parameters of the operation have been read.
  public List<RequestFault> faults() {
    List<RequestFault> all = new ArrayList<>(faults);
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        all.add(RequestFault.parameter(name, "unknown", "Leave this parameter out."));
      }
    }
    return List.copyOf(all);
  }

  /// The answer, or a refusal with everything that is wrong with the query.
  ///
  /// @param answer made only when nothing is
  public Answer unlessFaulty(Supplier<? extends Answer> answer) {
    List<RequestFault> found = faults();
    return found.isEmpty() ? answer.get() : Problem.of(ProblemCode.MALFORMED, found).answer();
  }

  /// A refusal for a parameter that does not fit what is stored.
  public Answer refused(String name, String code, String detail) {
    return Problem.of(ProblemCode.MALFORMED, List.of(RequestFault.parameter(name, code, detail)))
        .answer();
  }

  /// Notes that a parameter does not fit.
  public void fault(String name, String code, String detail) {
    faults.add(RequestFault.parameter(name, code, detail));
  }

  /// A text that is looked for.
  public @Nullable String text(String name) {
    String value = value(name);
    int most = Limit.FILTER_CODE_POINTS.standard();
    if (value != null && value.codePointCount(0, value.length()) > most) {
      fault(name, "too-long", "Shorten this to " + most + " characters.");
      return null;
    }
    return value;
  }

  /// An id.
  public @Nullable String id(String name) {
    return read(
        name,
        id -> Optional.of(id).filter(Ids::wellFormed),
        "Give an id: 1 to 64 characters of A-Z, a-z, 0-9, _ and -.");
  }

  /// Part of a telephone number.
  public @Nullable String digits(String name) {
    return read(
        name,
        matching(DIGITS, Function.identity()),
        "Give "
            + Limit.MOBILE_DIGITS_MIN.standard()
            + " to "
            + Limit.MOBILE_DIGITS_MAX.standard()
            + " digits and nothing else.");
  }

  /// An instant; a date alone is none.
  public @Nullable Instant instant(String name) {
    return read(
        name,
        Rfc3339::parse,
        "Give an instant such as 2026-01-31T00:00:00Z, with + written as %2B.");
  }

  /// One of an enum's words.
  public <E extends Enum<E> & Word> @Nullable E word(String name, Class<E> type) {
    return read(
        name,
        word -> Word.parse(type, word),
        Arrays.stream(type.getEnumConstants())
            .map(Word::word)
            .collect(Collectors.joining(", ", "Use one of: ", ".")));
  }

  /// `true` or `false`.
  public @Nullable Boolean bool(String name) {
    return read(
        name,
        word ->
            switch (word) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        "Use one of: true, false.");
  }

  /// An amount of money.
  public @Nullable BigDecimal amount(String name) {
    return read(
        name,
        matching(AMOUNT, BigDecimal::new),
        "Give a decimal number of at most 15 digits and two decimal places.");
  }

  /// A percentage.
  public @Nullable BigDecimal percent(String name) {
    return read(
        name,
        matching(PERCENT, BigDecimal::new),
        "Give a decimal number of at most 9 digits and two decimal places, without a sign.");
  }

  /// A code of ISO 4217, in either letter case.
  public @Nullable String currency(String name) {
    return read(
        name, matching(CURRENCY, Function.identity()), "Give the three letters of a currency.");
  }

  /// A value that must not be empty where it is given.
  ///
  /// @param advice what to give instead of one that cannot be read
  public <T> T orElse(
      String name, T standard, Function<String, Optional<T>> parser, String advice) {
    asked.add(name);
    String value = values.get(name);
    if (value == null) {
      return standard;
    }
    Optional<T> read = parser.apply(value);
    if (read.isEmpty()) {
      fault(name, "malformed", advice);
    }
    return read.orElse(standard);
  }

  /// Rows of the page.
  public int limit() {
    int most = Limit.PAGE_SIZE_MAX.standard();
    return orElse(
        LIMIT,
        Limit.PAGE_SIZE.standard(),
        value ->
            Optional.of(value)
                .filter(v -> v.matches("0*[0-9]{1,3}"))
                .map(Integer::valueOf)
                .filter(n -> n >= 1 && n <= most),
        "Give a whole number from 1 to " + most + ".");
  }

  /// Notes it where a range ends before it starts.
  public <T extends Comparable<T>> void range(
      String fromName, @Nullable T from, String toName, @Nullable T to) {
    if (from != null && to != null && from.compareTo(to) > 0) {
      fault(
          fromName,
          "inverted-range",
          "Let " + fromName + " be no later or greater than " + toName + ".");
    }
  }

  /// The cursor as sent; null where there is none.
  @Nullable String cursor() {
    asked.add(CURSOR);
    return values.get(CURSOR);
  }

  /// What is asked for, apart from where its page starts and how long it is.
  Map<String, String> criteria() {
    Map<String, String> criteria = new TreeMap<>(values);
    criteria.remove(LIMIT);
    criteria.remove(CURSOR);
    criteria.values().removeIf(String::isEmpty);
    return criteria;
  }

  private <T> @Nullable T read(String name, Function<String, Optional<T>> parser, String advice) {
    String value = value(name);
    if (value == null) {
      return null;
    }
    Optional<T> read = parser.apply(value);
    if (read.isEmpty()) {
      fault(name, "malformed", advice);
    }
    return read.orElse(null);
  }

  private @Nullable String value(String name) {
    asked.add(name);
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static <T> Function<String, Optional<T>> matching(
      Pattern pattern, Function<String, T> parser) {
    return value -> Optional.of(value).filter(v -> pattern.matcher(v).matches()).map(parser);
  }

  /// @param name of the parameter that this is, or belongs to
  private String decoded(String name, String raw) {
    try {
      byte[] bytes =
          URLDecoder.decode(raw, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException _) {
      fault(name, "malformed", "Percent-encode names and values as UTF-8.");
      return raw;
    }
  }
}
