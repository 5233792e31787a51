package io.partway.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/// What an endpoint answers.
public sealed interface Answer {
  /// The call did what it asks for.
  ///
  /// @param body a record with a JSON adapter
  /// @param headers beside those of every answer
  record Success(int status, Object body, Map<String, String> headers) implements Answer {
    /// With this header, too.
    public Success with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Success(status, body, more);
    }
  }

  /// The call did what it asks for, and a person is to read it: 200.
  ///
  /// @param html self-contained, without scripts
  /// @param headers beside those of every page
  record Page(String html, Map<String, String> headers) implements Answer {}

  /// The call did what it asks for, and there is nothing to tell: 204.
  record Done() implements Answer {}

  /// The call is refused.
  record Refusal(Problem problem) implements Answer {}

  /// 200 with this body.
  static Success ok(Object body) {
    return new Success(200, body, Map.of());
  }

  /// 201 with this body.
  ///
  /// @param location path of what has been created
  static Success created(Object body, String location) {
    return new Success(201, body, Map.of("Location", location));
  }
}
