package io.partway.gateway;

import io.partway.gateway.JsonValue.Arr;
import io.partway.gateway.JsonValue.Bool;
import io.partway.gateway.JsonValue.Null;
import io.partway.gateway.JsonValue.Num;
import io.partway.gateway.JsonValue.Obj;
import io.partway.gateway.JsonValue.Str;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// The members that a body may have. Whether they must be there, and what they may say, are rules
/// of the domain.
///
/// @param members what each may be, beside null
public record BodyShape(Map<String, Kind> members) {
  /// What a member can be.
  public sealed interface Kind {
    /// What to do about one that is something else.
    String advice();

    /// A string.
    record Text() implements Kind {
      @Override
      public String advice() {
        return "Give a string.";
      }
    }

    /// `true` or `false`.
    record Flag() implements Kind {
      @Override
      public String advice() {
        return "Give true or false.";
      }
    }

    /// A whole number.
    record Whole() implements Kind {
      @Override
      public String advice() {
        return "Give a whole number.";
      }
    }

    /// An object of this shape.
    record Nested(BodyShape shape) implements Kind {
      @Override
      public String advice() {
        return "Give an object.";
      }
    }

    /// An array of strings, any of which may be null.
    record Texts() implements Kind {
      @Override
      public String advice() {
        return "Give an array of strings.";
      }
    }

    /// An array of objects of this shape.
    record ListOf(BodyShape shape) implements Kind {
      @Override
      public String advice() {
        return "Give an array of objects.";
      }
    }
  }

  public BodyShape {
    members = Map.copyOf(members);
  }

  /// A body with these members, all of them texts.
  public static BodyShape ofTexts(String... names) {
    BodyShape shape = new BodyShape(Map.of());
    for (String name : names) {
      shape = shape.and(name, new Kind.Text());
    }
    return shape;
  }

  /// This shape and one member more.
  public BodyShape and(String name, Kind kind) {
    Map<String, Kind> more = new LinkedHashMap<>(members);
    more.put(name, kind);
    return new BodyShape(more);
  }

  /// This shape and a list of texts.
  public BodyShape andTexts(String name) {
    return and(name, new Kind.Texts());
  }

  /// What of this value is not of this shape.
  List<RequestFault> faults(JsonValue value) {
    return faults("", value);
  }

  private List<RequestFault> faults(String pointer, JsonValue value) {
    if (!(value instanceof Obj(var given))) {
      return List.of(RequestFault.body(pointer, "wrong-type", "Give an object."));
    }
    List<RequestFault> faults = new ArrayList<>();
    given.forEach((name, member) -> {
      Kind kind = members.get(name);
      String of = StrictJson.pointer(pointer, name);
      if (kind == null) {
        faults.add(RequestFault.body(of, "unknown", "Leave this member out."));
      } else {
        faults.addAll(faults(kind, of, member));
      }
    });
    return faults;
  }

  private static List<RequestFault> faults(Kind kind, String pointer, JsonValue value) {
    if (value instanceof Null) {
      return List.of();
    }
    return switch (kind) {
      case Kind.Text() -> value instanceof Str ? List.of() : List.of(wrongType(pointer, kind));
      case Kind.Flag() -> value instanceof Bool ? List.of() : List.of(wrongType(pointer, kind));
      case Kind.Whole() ->
          value instanceof Num number && number.whole().isPresent()
              ? List.of()
              : List.of(wrongType(pointer, kind));
      case Kind.Nested(var shape) -> shape.faults(pointer, value);
      case Kind.Texts() ->
          value instanceof Arr(var items)
              ? each(items, pointer, (at, item) -> faults(new Kind.Text(), at, item))
              : List.of(wrongType(pointer, kind));
      case Kind.ListOf(var shape) ->
          value instanceof Arr(var items)
              ? each(items, pointer, shape::faults)
              : List.of(wrongType(pointer, kind));
    };
  }

  private static List<RequestFault> each(
      List<JsonValue> items,
      String pointer,
      BiFunction<String, JsonValue, List<RequestFault>> judge) {
    List<RequestFault> faults = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      faults.addAll(judge.apply(pointer + "/" + i, items.get(i)));
    }
    return faults;
  }

  private static RequestFault wrongType(String pointer, Kind kind) {
    return RequestFault.body(pointer, "wrong-type", kind.advice());
  }
}
