package io.partway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.party.Party;
import io.partway.core.rehearsal.Cast;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The event of a call that nobody makes: by an admin of a [Cast], about what is in it.
final class RehearsedCall {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  /// Routes that there is something to answer at once it has come to an end.
  private static final Pattern OF_THE_PAST = Pattern.compile(".*/(history|receipt)");

  private RehearsedCall() {}

  /// A call of this route, as it comes to a function.
  static byte[] of(Route route, Cast cast, JsonText json) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", route.key());
    event.put("rawQueryString", route.endpoint().rehearsedQuery());
    event.put(
        "headers",
        Map.of(
            "content-type",
            "application/json",
            "accept-language",
            "en",
            "idempotency-key",
            Cast.IDEMPOTENCY_KEY,
            "if-match",
            EntityTag.ofVersion(1)));
    event.put("pathParameters", variables(route.key(), cast));
    event.put(
        "requestContext",
        Map.of(
            "requestId",
            "rehearsal",
            "authorizer",
            Map.of("jwt", Map.of("claims", claims(route.audience(), cast)))));
    event.put("body", json.text((Object) route.endpoint().rehearsedBody(cast)));
    event.put("isBase64Encoded", false);
    return json.text(event).getBytes(UTF_8);
  }

  private static Map<String, String> variables(String key, Cast cast) {
    boolean past = OF_THE_PAST.matcher(key).matches();
    var request = past ? cast.agreed() : cast.asked();
    boolean ofRequest = past || key.contains("{requestId}");
    Map<String, String> known =
        Map.of(
            "counterpartyId",
            (ofRequest ? request.pair() : cast.pair()).idOf(Party.CUSTOMER),
            "requestId",
            request.id().value(),
            "notificationId",
            cast.notification().id().value(),
            "grantId",
            cast.grant().id().value());
    Map<String, String> variables = new LinkedHashMap<>();
    VARIABLE
        .matcher(key)
        .results()
        .map(found -> found.group(1))
        .forEach(name -> variables.put(name, known.getOrDefault(name, Cast.SUBJECT)));
    return variables;
  }

  private static Map<String, String> claims(Route.Audience audience, Cast cast) {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("sub", Cast.SUBJECT);
    claims.put("role", "admin");
    claims.put("email", Cast.EMAIL);
    claims.put("email_verified", "true");
    switch (audience) {
      case Route.Audience.Members(var parties) -> {
        Party party = first(parties);
        claims.put("party", party.word());
        claims.put("party_id", cast.idOf(party));
      }
      case Route.Audience.Desk() -> claims.put("party", "operator");
    }
    return claims;
  }

  /// A partner where there is a choice.
  private static Party first(Iterable<Party> parties) {
    TreeSet<Party> sorted = new TreeSet<>();
    parties.forEach(sorted::add);
    return sorted.getFirst();
  }
}
