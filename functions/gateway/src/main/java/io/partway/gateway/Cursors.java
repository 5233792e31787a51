package io.partway.gateway;

import io.partway.core.KeyRing;
import io.partway.core.Limit;
import io.partway.core.SecretKeys;
import io.partway.core.party.Principal;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Principal.Operator;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Seals the place where a list goes on, so that a client can neither read nor make up one:
/// AES-256-GCM, bound to who asks and what for, good for a day.
///
/// A cursor is Base64url of: format, id of the key (4 bytes), IV (12 bytes), sealed { expiry in ms
/// (8 bytes), text }.
@Singleton
public final class Cursors {
  private static final byte FORMAT = 2;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + KeyRing.Key.ID_BYTES;
  private static final String AES = "AES/GCM/NoPadding";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeys keys;
  private final SecureRandom random;
  private final InstantSource clock;

  @Inject
  Cursors(@Named("CURSOR_KEY") SecretKeys keys, SecureRandom random, InstantSource clock) {
    this.keys = keys;
    this.random = random;
    this.clock = clock;
  }

  /// Seals a place in the list that this call asks for.
  ///
  /// @param place null at the end of the list; then there is no cursor either
  public @Nullable String seal(Call call, @Nullable String place) {
    if (place == null) {
      return null;
    }
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] text = place.getBytes(StandardCharsets.UTF_8);
    long expiry =
        clock.instant().plus(Duration.ofHours(Limit.CURSOR_HOURS.standard())).toEpochMilli();
    byte[] open = ByteBuffer.allocate(Long.BYTES + text.length).putLong(expiry).put(text).array();
    KeyRing.Key key = keys.ring().newest();
    byte[] sealed;
    try {
      sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, call).doFinal(open);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a cursor", e);
    }
    byte[] whole =
        ByteBuffer.allocate(HEAD_BYTES + IV_BYTES + sealed.length)
            .put(FORMAT)
            .put(HexFormat.of().parseHex(key.id()))
            .put(iv)
            .put(sealed)
            .array();
    String cursor = BASE64.encodeToString(whole);
    if (cursor.length() > Limit.CURSOR_CHARACTERS.standard()) {
      throw new IllegalStateException("a cursor of " + cursor.length() + " characters");
    }
    return cursor;
  }

  /// The place that the call's cursor names; null where it has none, or one that is not for this
  /// call, which the query then tells among its faults.
  public @Nullable String open(Call call) {
    return open(call, Optional::of);
  }

  /// The same for a place that is more than a text.
  public <T> @Nullable T open(Call call, Function<String, Optional<T>> parser) {
    String cursor = call.query().cursor();
    if (cursor == null) {
      return null;
    }
    Optional<T> place = unsealed(call, cursor).flatMap(parser);
    if (place.isEmpty()) {
      call.query()
          .fault(
              Query.CURSOR,
              "malformed",
              "Start again without a cursor: this one is old, or of another query.");
    }
    return place.orElse(null);
  }

  private Optional<String> unsealed(Call call, String cursor) {
    if (cursor.length() > Limit.CURSOR_CHARACTERS.standard()) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    // Base64 can spell the same bytes in several ways; a cursor is good as it was given out, only.
    if (bytes.length <= HEAD_BYTES + IV_BYTES
        || bytes[0] != FORMAT
        || !BASE64.encodeToString(bytes).equals(cursor)) {
      return Optional.empty();
    }
    String id = HexFormat.of().formatHex(bytes, 1, 1 + KeyRing.Key.ID_BYTES);
    return keys.named(id).flatMap(key -> unsealed(call, key, bytes));
  }

  private Optional<String> unsealed(Call call, KeyRing.Key key, byte[] bytes) {
    try {
      byte[] iv = Arrays.copyOfRange(bytes, HEAD_BYTES, HEAD_BYTES + IV_BYTES);
      byte[] sealed = Arrays.copyOfRange(bytes, HEAD_BYTES + IV_BYTES, bytes.length);
      ByteBuffer open = ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, key, iv, call).doFinal(sealed));
      Instant expiry = Instant.ofEpochMilli(open.getLong());
      return clock.instant().isBefore(expiry)
          ? Optional.of(StandardCharsets.UTF_8.decode(open).toString())
          : Optional.empty();
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, KeyRing.Key key, byte[] iv, Call call)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(AES);
    cipher.init(
        mode, new SecretKeySpec(key.derive("cursor"), "AES"), new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(binding(call));
    return cipher;
  }

  /// What a cursor is bound to. Each part is preceded by its length, so that none can run into the
  /// next.
  private static byte[] binding(Call call) {
    Principal caller = call.caller();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      part(out, caller.subject());
      switch (caller) {
        case Member member -> {
          part(out, member.party().word());
          part(out, member.partyId());
        }
        case Operator _ -> part(out, "operator");
      }
      part(out, caller.role().word());
      part(out, call.route());
      for (Map.Entry<String, String> criterion : call.query().criteria().entrySet()) {
        part(out, criterion.getKey());
        part(out, criterion.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void part(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }
}
