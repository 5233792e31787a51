package io.partway.testkit.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// A call as API Gateway hands it to a function: payload format 2.0 of an HTTP API with a JWT
/// authorizer. Each method changes the event and returns it.
public final class HttpEvent {
  private final ObjectNode event = JsonNodeFactory.instance.objectNode();

  private HttpEvent(String route, String path) {
    event.put("version", "2.0");
    event.put("routeKey", route);
    event.put("rawPath", path);
    event.put("rawQueryString", "");
    event.putObject("headers").put("host", "api.example").put("accept", "*/*");
    ObjectNode context = event.putObject("requestContext");
    context.put("accountId", "000000000000");
    context.put("requestId", "JKJaXmPLvHcESHA=");
    context.put("routeKey", route);
    context.put("stage", "$default");
    context.put("timeEpoch", 1_772_443_800_000L);
    context
        .putObject("http")
        .put("method", route.substring(0, route.indexOf(' ')))
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "192.0.2.1")
        .put("userAgent", "test");
    event.put("isBase64Encoded", false);
  }

  /// A call of this route with these values for the variables of its path, by turns name and value.
  public static HttpEvent of(String route, String... variables) {
    String path = route.substring(route.indexOf(' ') + 1);
    for (int i = 0; i < variables.length; i += 2) {
      path = path.replace("{" + variables[i] + "}", variables[i + 1]);
    }
    HttpEvent made = new HttpEvent(route, path);
    for (int i = 0; i < variables.length; i += 2) {
      made.event.withObjectProperty("pathParameters").put(variables[i], variables[i + 1]);
    }
    return made;
  }

  /// By this person.
  public HttpEvent by(Person person) {
    return claims(
        Map.of(
            "sub", person.sub(),
            "party", person.party(),
            "party_id", person.partyId(),
            "role", person.role()));
  }

  /// With a token of these claims.
  public HttpEvent claims(Map<String, String> claims) {
    ObjectNode jwt =
        event.withObjectProperty("requestContext").putObject("authorizer").putObject("jwt");
    ObjectNode all = jwt.putObject("claims");
    claims.forEach(all::put);
    jwt.putNull("scopes");
    return this;
  }

  /// With this raw query; as API Gateway does, repeated values are joined in the map beside it.
  public HttpEvent query(String raw) {
    event.put("rawQueryString", raw);
    return this;
  }

  /// With this header; API Gateway writes names in lower case.
  public HttpEvent header(String name, String value) {
    event.withObjectProperty("headers").put(name, value);
    return this;
  }

  /// With this body of JSON.
  public HttpEvent body(String text) {
    event.put("body", text);
    return header("content-type", "application/json");
  }

  /// With these bytes, as API Gateway hands over what is no text.
  public HttpEvent bytes(byte[] bytes) {
    event.put("isBase64Encoded", true);
    event.put("body", Base64.getEncoder().encodeToString(bytes));
    return header("content-type", "application/json");
  }

  /// The event's bytes.
  byte[] json() {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
