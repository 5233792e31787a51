package io.partway.gateway;

import io.partway.core.Fault;
import java.util.LinkedHashMap;
import java.util.Map;

/// One thing wrong with what was sent, and where.
///
/// @param where a JSON pointer, or the name of a parameter or header
/// @param code for programs
/// @param detail what to do about it, for people
public record RequestFault(Place place, String where, String code, String detail) {
  /// What a fault is in; the word is the name of the member that says where.
  public enum Place {
    POINTER("pointer"),
    PARAMETER("parameter"),
    HEADER("header");

    private final String member;

    Place(String member) {
      this.member = member;
    }
  }

  /// A fault of the body.
  public static RequestFault body(String pointer, String code, String detail) {
    return new RequestFault(Place.POINTER, pointer, code, detail);
  }

  /// A fault of the query.
  public static RequestFault parameter(String name, String code, String detail) {
    return new RequestFault(Place.PARAMETER, name, code, detail);
  }

  /// A fault of a header.
  public static RequestFault header(String name, String code, String detail) {
    return new RequestFault(Place.HEADER, name, code, detail);
  }

  /// A fault that a rule of the domain found.
  static RequestFault of(Fault fault) {
    return body("/" + fault.member(), fault.code(), fault.detail());
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(place.member, where);
    body.put("code", code);
    body.put("detail", detail);
    return body;
  }
}
