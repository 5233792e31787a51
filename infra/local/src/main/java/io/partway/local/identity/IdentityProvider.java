package io.partway.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A development identity provider: whoever asks gets a token for whomever he names. Tokens live by
/// the wall clock.
public final class IdentityProvider {
  /// How long a token is good.
  public static final Duration LIFETIME = Duration.ofHours(1);

  private static final int KEY_BITS = 2048;

  private final String issuer;
  private final String audience;
  private final RSAKey key;
  private final InstantSource wallClock;

  /// @param issuer its URL
  /// @param key with its private part
  public IdentityProvider(String issuer, String audience, RSAKey key, InstantSource wallClock) {
    this.issuer = issuer;
    this.audience = audience;
    this.key = key;
    this.wallClock = wallClock;
  }

  /// A new signing key.
  public static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(KEY_BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String issuer() {
    return issuer;
  }

  /// The public keys, as `/.well-known/jwks.json` shows them.
  public JWKSet publicKeys() {
    return new JWKSet(key.toPublicJWK());
  }

  /// What `/.well-known/openid-configuration` says.
  public Map<String, Object> discovery() {
    return Map.of(
        "issuer", issuer,
        "jwks_uri", issuer + "/.well-known/jwks.json",
        "token_endpoint", issuer + "/local/token",
        "response_types_supported", List.of("token"),
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"),
        "claims_supported",
            List.of(
                "sub",
                "party",
                "party_id",
                "role",
                "email",
                "email_verified",
                "phone_number",
                "phone_number_verified"));
  }

  /// A signed token for this person, good for [#LIFETIME].
  public String token(Person person) {
    var now = wallClock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(audience)
            .subject(person.subject())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .jwtID(UUID.randomUUID().toString())
            .claim("token_use", "access")
            .claim("party", person.party())
            .claim("party_id", person.partyId())
            .claim("role", person.role());
    // Whoever asks says what is his; deployed, an identity provider has made sure of it.
    person.email().ifPresent(email -> claims.claim("email", email).claim("email_verified", true));
    person
        .phoneNumber()
        .ifPresent(
            number -> claims.claim("phone_number", number).claim("phone_number_verified", true));
    return sign(claims.build());
  }

  private String sign(JWTClaimsSet claims) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(JOSEObjectType.JWT)
              .keyID(key.getKeyID())
              .build();
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
