package io.partway.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;

/// Makes the strong entity tags of single resources.
public final class EntityTag {
  /// The header's name.
  public static final String HEADER = "ETag";

  private static final int BYTES = 12;

  private EntityTag() {}

  /// The tag of a resource that counts its versions.
  public static String ofVersion(long version) {
    return "\"" + version + "\"";
  }

  /// The tag of a resource that is what it displays.
  static String ofContent(String displayed) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(displayed.getBytes(StandardCharsets.UTF_8));
      return "\"" + HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The version that an opaque tag names, spelled exactly as [#ofVersion(long)] does; empty for
  /// any other.
  static OptionalLong version(String opaque) {
    return opaque.matches("[1-9][0-9]{0,17}")
        ? OptionalLong.of(Long.parseLong(opaque))
        : OptionalLong.empty();
  }
}
