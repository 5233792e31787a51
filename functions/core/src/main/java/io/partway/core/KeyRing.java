package io.partway.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret that can be rotated without a break: its values, newest first. The newest makes what is
/// made from now on; what an older one has made stays valid for as long as that value is kept.
public final class KeyRing {
  private final List<Key> keys;

  private KeyRing(List<Key> keys) {
    this.keys = keys;
  }

  /// @param values one or more, newest first, separated by white space
  /// @throws IllegalArgumentException where there is none
  public static KeyRing of(String values) {
    List<Key> keys =
        Arrays.stream(values.strip().split("\\s+", -1))
            .filter(value -> !value.isEmpty())
            .distinct()
            .map(Key::new)
            .toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a key ring has at least one key");
    }
    return new KeyRing(keys);
  }

  /// The key for everything new.
  public Key newest() {
    return keys.getFirst();
  }

  /// All, newest first.
  public List<Key> keys() {
    return keys;
  }

  /// The key of this [Key#id()]; empty where it is not kept any more, or never was.
  public Optional<Key> named(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return "KeyRing[" + keys.size() + "]";
  }

  /// One value of the secret. It serves no purpose itself: every purpose has a key of its own that
  /// is derived from it.
  public static final class Key {
    /// Bytes of an id.
    public static final int ID_BYTES = 4;

    private final byte[] secret;
    private final String id;

    private Key(String value) {
      this.secret = value.getBytes(StandardCharsets.UTF_8);
      this.id = HexFormat.of().formatHex(derive("key id"), 0, ID_BYTES);
    }

    /// Names this value without telling it: eight hexadecimal digits.
    public String id() {
      return id;
    }

    /// The key for this purpose: HMAC-SHA-256 of the purpose's name under the secret, 32 bytes.
    public byte[] derive(String purpose) {
      return hmac(secret, ("partway " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    /// HMAC-SHA-256 of these bytes under the key for this purpose.
    public byte[] mac(String purpose, byte[] bytes) {
      return hmac(derive(purpose), bytes);
    }

    private static byte[] hmac(byte[] key, byte[] bytes) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(bytes);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
      }
    }

    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }
}
