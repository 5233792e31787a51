package io.partway.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.template.Route;
import java.util.Map;

/// A call as API Gateway hands it to a function: payload format 2.0 of an HTTP API with a JWT
/// authorizer, with all that a browser and the gateway put into it. Each method changes the event
/// and returns it.
final class Event {
  private final ObjectNode event = JsonNodeFactory.instance.objectNode();

  /// Somebody with a token; all as its claims say it.
  record Caller(String sub, String party, String partyId, String role) {
    static Caller partner(String partnerId) {
      return new Caller("admin." + partnerId, "partner", partnerId, "admin");
    }

    static Caller customer(String customerId) {
      return new Caller("admin." + customerId, "customer", customerId, "admin");
    }

    static Caller operator() {
      return new Caller("otto.operator", "operator", "platform", "admin");
    }

    /// Another person of the same party and role.
    Caller named(String other) {
      return new Caller(other, party, partyId, role);
    }
  }

  private Event(Route route, Map<String, String> variables) {
    String path = route.path();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      path = path.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    event.put("version", "2.0");
    event.put("routeKey", route.key());
    event.put("rawPath", path);
    event.put("rawQueryString", "");
    event
        .putObject("headers")
        .put("accept", "application/json, text/plain, */*")
        .put("accept-encoding", "gzip, deflate, br, zstd")
        .put("accept-language", "en-GB,en;q=0.9,de;q=0.8")
        .put("authorization", "Bearer " + "e30".repeat(240))
        .put("content-length", "0")
        .put("host", "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com")
        .put("origin", "https://portal.example.test")
        .put("sec-fetch-mode", "cors")
        .put("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        .put("x-amzn-trace-id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700")
        .put("x-forwarded-for", "192.0.2.17")
        .put("x-forwarded-port", "443")
        .put("x-forwarded-proto", "https");
    if (!variables.isEmpty()) {
      ObjectNode parameters = event.putObject("pathParameters");
      variables.forEach(parameters::put);
    }
    ObjectNode context = event.putObject("requestContext");
    context.put("accountId", "000000000000");
    context.put("apiId", "a1b2c3d4e5");
    context.put("domainName", "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com");
    context.put("domainPrefix", "a1b2c3d4e5");
    context
        .putObject("http")
        .put("method", route.method())
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "192.0.2.17")
        .put("userAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    context.put("requestId", "JKJaXmPLvHcESHA=");
    context.put("routeKey", route.key());
    context.put("stage", "$default");
    context.put("time", "02/Mar/2026:09:30:00 +0000");
    context.put("timeEpoch", 1_772_443_800_000L);
    event.put("isBase64Encoded", false);
  }

  /// A call of this route with these values for the variables of its path.
  static Event of(Route route, Map<String, String> variables) {
    return new Event(route, variables);
  }

  Event by(Caller caller) {
    ObjectNode jwt =
        event.withObjectProperty("requestContext").putObject("authorizer").putObject("jwt");
    jwt.putObject("claims")
        .put("aud", "partway")
        .put("email", caller.sub() + "@example.test")
        .put("email_verified", "true")
        .put("exp", "4102444800")
        .put("iat", "1772443700")
        .put("iss", "https://identity.example.test")
        .put("party", caller.party())
        .put("party_id", caller.partyId())
        .put("role", caller.role())
        .put("sub", caller.sub());
    jwt.putNull("scopes");
    return this;
  }

  Event query(String raw) {
    event.put("rawQueryString", raw);
    ObjectNode parameters = event.putObject("queryStringParameters");
    for (String pair : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], parts[1]);
    }
    return this;
  }

  Event header(String name, String value) {
    event.withObjectProperty("headers").put(name, value);
    return this;
  }

  Event body(ObjectNode body) {
    String text = body.toString();
    event.put("body", text);
    return header("content-type", "application/json")
        .header("content-length", Integer.toString(text.length()));
  }

  byte[] json() {
    return event.toString().getBytes(UTF_8);
  }
}
