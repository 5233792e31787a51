package io.partway.gateway;

import io.partway.core.history.ReceiptKeys;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Signs what is handed out for others to check: JSON Web Signature in its compact form (RFC 7515)
/// with EdDSA over Ed25519 (RFC 8037).
public final class Jws {
  private final JsonText json;
  private final ReceiptKeys keys;

  @Inject
  Jws(JsonText json, ReceiptKeys keys) {
    this.json = json;
    this.keys = keys;
  }

  /// Signs. The same payload under the same key always gives the same text.
  ///
  /// @param keyId of one of [ReceiptKeys#ids()]
  /// @param payload a record with a JSON adapter
  public String sign(String keyId, Object payload) {
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}";
    String signed = encoded(header) + "." + encoded(json.text(payload));
    byte[] signature = keys.sign(keyId, signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + encoded(signature);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
