package io.partway.local.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request as it came in.
///
/// @param path as sent, still percent-encoded
/// @param query as sent, without the question mark; empty when there is none
/// @param headers by lower-case name, values in the order sent
/// @param sourceIp the caller's address
@SuppressWarnings("ArrayRecordComponent") // nobody compares calls
public record HttpCall(
    String method,
    String path,
    String query,
    String protocol,
    Map<String, List<String>> headers,
    byte[] body,
    String sourceIp) {

  /// A header's values joined by a comma, as API Gateway joins them; null when it was not sent.
  public @Nullable String header(String lowerCaseName) {
    var values = headers.get(lowerCaseName);
    return values == null ? null : String.join(",", values);
  }
}
