package io.partway.gateway;

import io.partway.core.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal as RFC 9457 has it. It carries no `instance`, and nothing of an exception.
///
/// @param detail what to do about it; null where the title says it all
/// @param members what a client of this code needs to go on, by name
/// @param retryAfter when to come back; null where that is not the point
/// @param reason what the log says of it and the caller is not told; null for nothing
public record Problem(
    ProblemCode code,
    List<RequestFault> faults,
    @Nullable String detail,
    Map<String, @Nullable Object> members,
    @Nullable Duration retryAfter,
    @Nullable String reason) {
  /// A problem that its code says all about.
  public static Problem of(ProblemCode code) {
    return new Problem(code, List.of(), null, Map.of(), null, null);
  }

  /// A problem with this advice.
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, List.of(), detail, Map.of(), null, null);
  }

  /// A problem with what was sent.
  public static Problem of(ProblemCode code, List<RequestFault> faults) {
    return new Problem(code, List.copyOf(faults), null, Map.of(), null, null);
  }

  /// 404. All of them are the same, so that nobody learns whose an id is.
  public static Problem notFound() {
    return of(ProblemCode.NOT_FOUND);
  }

  /// 422 with these faults of the body's members.
  public static Problem invalid(List<Fault> faults) {
    return of(ProblemCode.INVALID, faults.stream().map(RequestFault::of).toList());
  }

  /// With this member, too.
  public Problem with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(code, faults, detail, more, retryAfter, reason);
  }

  /// With the advice to come back after this long.
  public Problem after(Duration wait) {
    return new Problem(code, faults, detail, members, wait, reason);
  }

  /// With what whoever runs the system has to know of it.
  ///
  /// @param why for the log: nothing of what was sent, no address
  public Problem because(String why) {
    return new Problem(code, faults, detail, members, retryAfter, why);
  }

  /// As an answer.
  public Answer answer() {
    return new Answer.Refusal(this);
  }

  /// The body's members, in their order.
  Map<String, @Nullable Object> body(String requestId) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("type", "/problems/" + code.word());
    body.put("title", code.title());
    body.put("status", code.status());
    body.put("code", code.word());
    body.put("requestId", requestId);
    body.put("errors", faults.stream().map(RequestFault::body).toList());
    if (detail != null) {
      body.put("detail", detail);
    }
    body.putAll(members);
    return body;
  }
}
