package io.partway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.party.Party;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The event of a call that nobody makes: by an admin of a party that there is not, about a
/// counterparty that there is not.
final class RehearsedCall {
  private static final String NOBODY = "nobody-before-the-snapshot";
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private RehearsedCall() {}

  /// A call of this route, as it comes to a function.
  static InputStream of(Route route, JsonText json) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", route.key());
    event.put("rawQueryString", "");
    event.put(
        "headers",
        Map.of(
            "content-type", "application/json",
            "accept-language", "en",
            "idempotency-key", NOBODY));
    event.put("pathParameters", variables(route.key()));
    event.put(
        "requestContext",
        Map.of(
            "requestId",
            "rehearsal",
            "authorizer",
            Map.of("jwt", Map.of("claims", claims(route.audience())))));
    event.put("body", "{}");
    event.put("isBase64Encoded", false);
    return new ByteArrayInputStream(json.text(event).getBytes(UTF_8));
  }

  private static Map<String, String> variables(String key) {
    Map<String, String> variables = new LinkedHashMap<>();
    VARIABLE.matcher(key).results().forEach(found -> variables.put(found.group(1), NOBODY));
    return variables;
  }

  private static Map<String, String> claims(Route.Audience audience) {
    String party =
        switch (audience) {
          case Route.Audience.Members(var parties) -> first(parties).word();
          case Route.Audience.Desk() -> "operator";
        };
    return Map.of("sub", NOBODY, "party", party, "party_id", NOBODY, "role", "admin");
  }

  private static Party first(Iterable<Party> parties) {
    TreeSet<Party> sorted = new TreeSet<>();
    parties.forEach(sorted::add);
    return sorted.getFirst();
  }
}
