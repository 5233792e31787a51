package io.partway.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes the event of payload format 2.0 that API Gateway hands to a function.
final class ProxyEvent {
  private static final DateTimeFormatter COMMON_LOG =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)\\s*(text/.*|application/(json|javascript|xml|x-www-form-urlencoded|.*\\+json|.*\\+xml))\\s*(;.*)?");

  private ProxyEvent() {}

  /// @param claims of the token, where the route demands one
  /// @param at when the request came in, by the wall clock
  static JsonNode of(
      HttpCall call,
      RouteTable.Match match,
      Optional<Map<String, String>> claims,
      String requestId,
      Instant at) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("version", "2.0");
    event.put("routeKey", match.route().key());
    event.put("rawPath", call.path());
    event.put("rawQueryString", call.query());
    var cookies = call.headers().getOrDefault("cookie", List.of());
    if (!cookies.isEmpty()) {
      var list = event.putArray("cookies");
      cookies.forEach(
          line -> Arrays.stream(line.split(";", 0)).map(String::strip).forEach(list::add));
    }
    headers(event.putObject("headers"), call, requestId);
    var query = query(call.query());
    if (!query.isEmpty()) {
      strings(event.putObject("queryStringParameters"), query);
    }
    if (!match.parameters().isEmpty()) {
      strings(event.putObject("pathParameters"), match.parameters());
    }
    context(event.putObject("requestContext"), call, match.route().key(), claims, requestId, at);
    body(event, call);
    return event;
  }

  private static void headers(ObjectNode into, HttpCall call, String requestId) {
    call.headers()
        .forEach((name, values) -> {
          if (!name.equals("cookie")) {
            into.put(name, String.join(",", values));
          }
        });
    var host = call.headers().getOrDefault("host", List.of("localhost")).getFirst();
    into.put("x-amzn-trace-id", "Root=" + requestId);
    into.put("x-forwarded-for", call.sourceIp());
    into.put("x-forwarded-port", host.replaceFirst("^.*?(?::(\\d+))?$", "$1"));
    into.put("x-forwarded-proto", "http");
  }

  private static void context(
      ObjectNode context,
      HttpCall call,
      String routeKey,
      Optional<Map<String, String>> claims,
      String requestId,
      Instant at) {
    context.put("accountId", "000000000000");
    context.put("apiId", "local");
    claims.ifPresent(all -> {
      var jwt = context.putObject("authorizer").putObject("jwt");
      strings(jwt.putObject("claims"), all);
      jwt.putNull("scopes");
    });
    context.put("domainName", "localhost");
    context.put("domainPrefix", "localhost");
    var http = context.putObject("http");
    http.put("method", call.method());
    http.put("path", call.path());
    http.put("protocol", call.protocol());
    http.put("sourceIp", call.sourceIp());
    http.put("userAgent", call.headers().getOrDefault("user-agent", List.of("")).getFirst());
    context.put("requestId", requestId);
    context.put("routeKey", routeKey);
    context.put("stage", "$default");
    context.put("time", COMMON_LOG.format(at));
    context.put("timeEpoch", at.toEpochMilli());
  }

  private static void body(ObjectNode event, HttpCall call) {
    var text = text(call);
    if (call.body().length > 0) {
      event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(call.body())));
    }
    event.put("isBase64Encoded", call.body().length > 0 && text.isEmpty());
  }

  /// The body, where its type says that it is text and it is.
  private static Optional<String> text(HttpCall call) {
    var type = call.header("content-type");
    if (type == null || !TEXT.matcher(type).matches()) {
      return Optional.empty();
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(call.body())).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /// Repeated names have their values joined by a comma.
  private static Map<String, String> query(String raw) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var pair : raw.split("&", 0)) {
      if (!pair.isEmpty()) {
        var parts = pair.split("=", 2);
        values
            .computeIfAbsent(decode(parts[0]), _ -> new ArrayList<>())
            .add(parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    var joined = new LinkedHashMap<String, String>();
    values.forEach((name, all) -> joined.put(name, String.join(",", all)));
    return joined;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void strings(ObjectNode into, Map<String, String> values) {
    values.forEach(into::put);
  }
}
