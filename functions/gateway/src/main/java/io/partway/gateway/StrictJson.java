package io.partway.gateway;

import io.partway.core.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one JSON text (RFC 8259) to the letter: nothing before or after it, no comments, no
/// duplicate members, no more nesting than any body needs. What a library forgives here would be
/// two meanings of one body.
public final class StrictJson {
  private final String text;
  private final int deepest;
  private final List<RequestFault> faults = new ArrayList<>();
  private int at;

  private StrictJson(String text, int deepest) {
    this.text = text;
    this.deepest = deepest;
  }

  /// What a text comes to.
  ///
  /// @param value null where the text breaks off
  /// @param faults duplicates, beside a value; and why it breaks off
  public record Parsed(@Nullable JsonValue value, List<RequestFault> faults) {}

  /// Reads a body, or an event that is no deeper than one.
  public static Parsed parse(String text) {
    return parse(text, Limit.BODY_DEPTH.standard());
  }

  /// Reads a text that may be nested this deeply.
  public static Parsed parse(String text, int deepest) {
    StrictJson parser = new StrictJson(text, deepest);
    try {
      parser.space();
      JsonValue value = parser.value("", 1);
      parser.space();
      if (parser.at < text.length()) {
        throw parser.broken();
      }
      return new Parsed(value, List.copyOf(parser.faults));
    } catch (Broken e) {
      parser.faults.add(e.fault);
      return new Parsed(null, List.copyOf(parser.faults));
    }
  }

  /// A member's pointer below its parent's (RFC 6901).
  static String pointer(String parent, String member) {
    return parent + "/" + member.replace("~", "~0").replace("/", "~1");
  }

  private JsonValue value(String pointer, int depth) {
    return switch (peek()) {
      case '{' -> object(pointer, depth);
      case '[' -> array(pointer, depth);
      case '"' -> new JsonValue.Str(string());
      case 't' -> literal("true", new JsonValue.Bool(true));
      case 'f' -> literal("false", new JsonValue.Bool(false));
      case 'n' -> literal("null", new JsonValue.Null());
      default -> number();
    };
  }

  private JsonValue object(String pointer, int depth) {
    enter(pointer, depth);
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (!closed('}')) {
      do {
        space();
        String name = string();
        String below = pointer(pointer, name);
        space();
        expect(':');
        space();
        JsonValue value = value(below, depth + 1);
        if (members.putIfAbsent(name, value) != null) {
          faults.add(RequestFault.body(below, "duplicate", "Give this member once."));
        }
      } while (more('}'));
    }
    return new JsonValue.Obj(members);
  }

  private JsonValue array(String pointer, int depth) {
    enter(pointer, depth);
    List<JsonValue> items = new ArrayList<>();
    if (!closed(']')) {
      do {
        space();
        items.add(value(pointer + "/" + items.size(), depth + 1));
      } while (more(']'));
    }
    return new JsonValue.Arr(items);
  }

  private void enter(String pointer, int depth) {
    if (depth > deepest) {
      throw new Broken(
          RequestFault.body(pointer, "too-deep", "Nest no deeper than " + deepest + " levels."));
    }
    at++;
  }

  private boolean closed(char end) {
    space();
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private boolean more(char end) {
    if (closed(end)) {
      return false;
    }
    expect(',');
    return true;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at);
      if (c < ' ') {
        throw broken();
      }
      at++;
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return out.toString();
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
          if (digit < 0) {
            throw broken();
          }
          unit = unit * 16 + digit;
          at++;
        }
        yield (char) unit;
      }
      default -> {
        at--;
        throw broken();
      }
    };
  }

  private JsonValue number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    return new JsonValue.Num(text.substring(start, at));
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw broken();
    }
  }

  private JsonValue literal(String word, JsonValue value) {
    if (!text.startsWith(word, at)) {
      throw broken();
    }
    at += word.length();
    return value;
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw broken();
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw broken();
    }
    at++;
  }

  private Broken broken() {
    return new Broken(
        RequestFault.body(
            "",
            "not-json",
            "Send one JSON value; what was sent breaks off at character " + (at + 1) + "."));
  }

  /// Ends the parse from whatever depth it has reached; never leaves this class.
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final RequestFault fault;

    private Broken(RequestFault fault) {
      super(fault.code(), null, false, false);
      this.fault = fault;
    }
  }
}
