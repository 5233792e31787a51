package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.history.ReceiptKeys;
import io.partway.gateway.Answer;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/// Publishes what receipts are checked with: a JSON Web Key Set (RFC 7517, RFC 8037), newest key
/// first.
final class ReceiptKeysEndpoint implements Supplier<Answer> {
  private final ReceiptKeys keys;

  @Inject
  ReceiptKeysEndpoint(ReceiptKeys keys) {
    this.keys = keys;
  }

  @Json
  record KeySetView(List<KeyView> keys) {}

  /// @param x raw public key, Base64url
  @Json
  record KeyView(String kty, String crv, String alg, String use, String kid, String x) {}

  @Override
  public Answer get() {
    return Answer.ok(new KeySetView(keys.ids().stream().map(this::key).toList()));
  }

  private KeyView key(String id) {
    String x = Base64.getUrlEncoder().withoutPadding().encodeToString(keys.publicKey(id));
    return new KeyView("OKP", "Ed25519", "EdDSA", "sig", id, x);
  }
}
