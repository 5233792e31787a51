package io.partway.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.partway.local.identity.IdentityProvider;
import io.partway.local.identity.Person;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthorizerTest {
  private static final String ISSUER = "http://127.0.0.1:8080";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final RSAKey KEY = IdentityProvider.newKey();

  private final JwtAuthorizer authorizer =
      new JwtAuthorizer(
          ISSUER, List.of("partway"), new JWKSet(KEY.toPublicJWK()), InstantSource.system());
  private final JwtAuthorizer atNow =
      new JwtAuthorizer(
          ISSUER, List.of("partway"), new JWKSet(KEY.toPublicJWK()), InstantSource.fixed(NOW));

  private static String issued() {
    var person =
        new Person(
            "u1", "partner", "p1", "admin", Optional.of("u1@example.test"), Optional.empty());
    return new IdentityProvider(ISSUER, "partway", KEY, InstantSource.fixed(NOW)).token(person);
  }

  private static JWTClaimsSet.Builder good() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("partway")
        .subject("u1")
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(60)));
  }

  private static String signed(JWTClaimsSet.Builder claims) throws Exception {
    return signed(claims, KEY, KEY.getKeyID());
  }

  private static String signed(JWTClaimsSet.Builder claims, RSAKey key, @Nullable String kid)
      throws Exception {
    var token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(), claims.build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private void assertRefused(String token, String why) {
    assertThat(atNow.check("Bearer " + token))
        .isInstanceOfSatisfying(
            JwtAuthorizer.Outcome.Refused.class,
            refused ->
                assertThat(refused.challenge())
                    .startsWith("Bearer")
                    .contains("invalid_token", why));
  }

  @Test
  void handsOverTheClaimsAsText() {
    assertThat(atNow.check("Bearer " + issued()))
        .isInstanceOfSatisfying(
            JwtAuthorizer.Outcome.Accepted.class,
            accepted ->
                assertThat(accepted.claims())
                    .containsEntry("sub", "u1")
                    .containsEntry("party", "partner")
                    .containsEntry("party_id", "p1")
                    .containsEntry("role", "admin")
                    .containsEntry("email", "u1@example.test")
                    .containsEntry("email_verified", "true")
                    .containsEntry("iat", String.valueOf(NOW.getEpochSecond()))
                    .doesNotContainKeys("phone_number", "phone_number_verified"));
  }

  @Test
  void writesListsAsApiGatewayDoes() throws Exception {
    var token = signed(good().claim("groups", List.of("a", "b")).claim("yes", true));

    assertThat(atNow.check(token))
        .isInstanceOfSatisfying(
            JwtAuthorizer.Outcome.Accepted.class,
            accepted ->
                assertThat(accepted.claims())
                    .containsAllEntriesOf(Map.of("groups", "[a b]", "yes", "true")));
  }

  @Test
  void leavesOutClaimsWithoutAValue() throws Exception {
    assertThat(atNow.check(signed(good().claim("party_id", null).serializeNullClaims(true))))
        .isInstanceOfSatisfying(
            JwtAuthorizer.Outcome.Accepted.class,
            accepted -> assertThat(accepted.claims()).doesNotContainKey("party_id"));
  }

  @Test
  void takesAClientIdInPlaceOfAnAudience() throws Exception {
    assertThat(atNow.check(signed(good().audience((String) null).claim("client_id", "partway"))))
        .isInstanceOf(JwtAuthorizer.Outcome.Accepted.class);
    assertRefused(signed(good().audience("other").claim("client_id", "partway")), "audience");
  }

  @Test
  void asksForATokenWhereThereIsNone() {
    assertThat(authorizer.check(null)).isEqualTo(new JwtAuthorizer.Outcome.Refused("Bearer"));
    assertThat(authorizer.check(" ")).isEqualTo(new JwtAuthorizer.Outcome.Refused("Bearer"));
  }

  @Test
  void refusesTokensThatNobodySigned() {
    assertRefused(new PlainJWT(good().build()).serialize(), "malformed");
  }

  @Test
  void refusesAMacMadeWithThePublicKey() throws Exception {
    var secret = KEY.toRSAPublicKey().getEncoded();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build(),
            good().build());
    token.sign(new MACSigner(secret));

    assertRefused(token.serialize(), "algorithm");
  }

  @Test
  void refusesForeignKeysAndKeyIds() throws Exception {
    var foreign = IdentityProvider.newKey();

    assertRefused(signed(good(), foreign, KEY.getKeyID()), "signature");
    assertRefused(signed(good(), foreign, foreign.getKeyID()), "kid");
    assertRefused(signed(good(), KEY, null), "kid");
  }

  @Test
  void refusesTamperedClaims() {
    var parts = issued().split("\\.");
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    parts[1] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.replace("p1", "p2").getBytes(StandardCharsets.UTF_8));

    assertRefused(String.join(".", parts), "signature");
  }

  @Test
  void refusesOthersTokens() throws Exception {
    assertRefused(signed(good().issuer("https://elsewhere.test")), "issuer");
    assertRefused(signed(good().audience("elsewhere")), "audience");
    assertRefused(signed(good().audience((String) null)), "audience");
  }

  @Test
  void refusesTokensOutOfTheirTime() throws Exception {
    assertRefused(signed(good().expirationTime(Date.from(NOW))), "expired");
    assertRefused(signed(good().expirationTime(null)), "expired");
    assertRefused(signed(good().notBeforeTime(Date.from(NOW.plusSeconds(1)))), "not valid yet");
    assertRefused(signed(good().issueTime(Date.from(NOW.plusSeconds(1)))), "future");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "a.b", "a.b.c", "..", "e30.e30.", "e30.e30.e30", "Bearer", "{}", "ä.ö.ü"})
  void refusesRubbish(String token) {
    assertRefused(token, "malformed");
  }

  @Test
  void refusesPartsOfAToken() {
    var parts = issued().split("\\.");

    assertRefused(parts[0] + "." + parts[1] + ".", "");
    assertRefused(String.join(".", Arrays.copyOf(parts, 2)), "malformed");
  }
}
