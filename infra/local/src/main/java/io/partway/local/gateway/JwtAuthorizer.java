package io.partway.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Checks a token as the JWT authorizer of an HTTP API does: RS256 by a key of the issuer's set,
/// `iss`, `aud` (or, where there is none, `client_id`), `exp`, `nbf`, `iat`. No scopes.
final class JwtAuthorizer {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +(.*)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String issuer;
  private final List<String> audience;
  private final JWKSet keys;
  private final InstantSource wallClock;

  sealed interface Outcome {
    /// @param claims each as text, as API Gateway hands them over
    record Accepted(Map<String, String> claims) implements Outcome {}

    /// @param challenge the value of `WWW-Authenticate`
    record Refused(String challenge) implements Outcome {}
  }

  JwtAuthorizer(String issuer, List<String> audience, JWKSet keys, InstantSource wallClock) {
    this.issuer = issuer;
    this.audience = List.copyOf(audience);
    this.keys = keys;
    this.wallClock = wallClock;
  }

  /// @param authorization the value of the `Authorization` header: a token, with or without
  ///   `Bearer` before it
  Outcome check(@Nullable String authorization) {
    if (authorization == null || authorization.isBlank()) {
      return new Outcome.Refused("Bearer");
    }
    var bearer = BEARER.matcher(authorization.strip());
    var token = bearer.matches() ? bearer.group(1).strip() : authorization.strip();
    try {
      return claimsOf(JWSObject.parse(token));
    } catch (ParseException | IOException | JOSEException _) {
      return invalid("the token is malformed");
    }
  }

  private Outcome claimsOf(JWSObject token) throws JOSEException, IOException {
    var header = token.getHeader();
    if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())) {
      return invalid("the algorithm is not supported");
    }
    if (header.getKeyID() == null
        || !(keys.getKeyByKeyId(header.getKeyID()) instanceof RSAKey key)) {
      return invalid("no key of the issuer has this kid");
    }
    if (!token.verify(new RSASSAVerifier(key.toRSAPublicKey()))) {
      return invalid("the signature is invalid");
    }
    var claims = JSON.readTree(token.getPayload().toBytes());
    if (!claims.isObject()) {
      return invalid("the token is malformed");
    }
    var fault = fault(claims);
    return fault == null ? new Outcome.Accepted(texts(claims)) : invalid(fault);
  }

  private @Nullable String fault(JsonNode claims) {
    var now = wallClock.instant();
    if (!claims.path("iss").asText().equals(issuer)) {
      return "the issuer is not the expected one";
    }
    if (!forUs(claims.has("aud") ? claims.get("aud") : claims.path("client_id"))) {
      return "the audience is not the expected one";
    }
    if (!claims.path("exp").isNumber() || !now.isBefore(instant(claims.get("exp")))) {
      return "the token has expired";
    }
    if (claims.has("nbf") && liesAhead(claims.get("nbf"), now)) {
      return "the token is not valid yet";
    }
    if (claims.has("iat") && liesAhead(claims.get("iat"), now)) {
      return "the token was issued in the future";
    }
    return null;
  }

  private boolean forUs(JsonNode claim) {
    if (!claim.isArray()) {
      return claim.isTextual() && audience.contains(claim.textValue());
    }
    for (var each : claim) {
      if (forUs(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean liesAhead(JsonNode seconds, Instant now) {
    return !seconds.isNumber() || instant(seconds).isAfter(now);
  }

  private static Instant instant(JsonNode seconds) {
    // A fraction of a second is cut off, and what no calendar holds becomes its end.
    var limit = Instant.MAX.getEpochSecond();
    return Instant.ofEpochSecond(Math.clamp((long) seconds.doubleValue(), -limit, limit));
  }

  private static Map<String, String> texts(JsonNode claims) {
    var result = new TreeMap<String, String>();
    for (var claim : claims.properties()) {
      // One without a value says nothing; its text would be the word "null", which can be an id.
      if (!claim.getValue().isNull()) {
        result.put(claim.getKey(), text(claim.getValue()));
      }
    }
    return result;
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JwtAuthorizer::text)
            .collect(Collectors.joining(" ", "[", "]"))
        : value.isValueNode() ? value.asText() : value.toString();
  }

  private static Outcome invalid(String why) {
    return new Outcome.Refused(
        "Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + why + "\"");
  }
}
