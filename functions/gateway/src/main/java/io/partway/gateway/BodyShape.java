package io.partway.gateway;

import io.partway.gateway.JsonValue.Arr;
import io.partway.gateway.JsonValue.Null;
import io.partway.gateway.JsonValue.Obj;
import io.partway.gateway.JsonValue.Str;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The members that a body may have. Whether they must be there, and what they may say, are rules
/// of the domain.
///
/// @param members what each may be, beside null
public record BodyShape(Map<String, Kind> members) {
  /// What a member can be.
  public enum Kind {
    TEXT("Give a string."),
    TEXTS("Give an array of strings.");

    private final String advice;

    Kind(String advice) {
      this.advice = advice;
    }
  }

  public BodyShape {
    members = Map.copyOf(members);
  }

  /// A body with these members, all of them texts.
  public static BodyShape ofTexts(String... names) {
    Map<String, Kind> members = new LinkedHashMap<>();
    for (String name : names) {
      members.put(name, Kind.TEXT);
    }
    return new BodyShape(members);
  }

  /// This shape and a list of texts.
  public BodyShape andTexts(String name) {
    Map<String, Kind> more = new LinkedHashMap<>(members);
    more.put(name, Kind.TEXTS);
    return new BodyShape(more);
  }

  /// What of this value is not of this shape.
  List<RequestFault> faults(JsonValue value) {
    if (!(value instanceof Obj(var given))) {
      return List.of(RequestFault.body("", "wrong-type", "Give an object."));
    }
    List<RequestFault> faults = new ArrayList<>();
    given.forEach((name, member) -> {
      Kind kind = members.get(name);
      if (kind == null) {
        faults.add(
            RequestFault.body(StrictJson.pointer("", name), "unknown", "Leave this member out."));
      } else {
        faults.addAll(faults(kind, "/" + name, member));
      }
    });
    return faults;
  }

  private static List<RequestFault> faults(Kind kind, String pointer, JsonValue value) {
    if (value instanceof Null) {
      return List.of();
    }
    return switch (kind) {
      case TEXT -> value instanceof Str ? List.of() : List.of(wrongType(pointer, kind));
      case TEXTS -> {
        if (!(value instanceof Arr(var items))) {
          yield List.of(wrongType(pointer, kind));
        }
        List<RequestFault> faults = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          faults.addAll(faults(Kind.TEXT, pointer + "/" + i, items.get(i)));
        }
        yield faults;
      }
    };
  }

  private static RequestFault wrongType(String pointer, Kind kind) {
    return RequestFault.body(pointer, "wrong-type", kind.advice);
  }
}
