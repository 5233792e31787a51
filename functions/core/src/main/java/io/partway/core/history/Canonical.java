package io.partway.core.history;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes values as bytes in the one form that digests are made of. Every part is preceded by its
/// length, so that none can run into the next; null differs from empty.
public final class Canonical {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /// @param form names what follows and the edition of its form
  public Canonical(String form) {
    text(form);
  }

  /// Adds a text.
  public Canonical text(@Nullable String text) {
    try {
      if (text == null) {
        out.writeInt(-1);
      } else {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return this;
  }

  /// Adds texts, and how many they are.
  public Canonical texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
    return this;
  }

  /// Adds a number.
  public Canonical number(long number) {
    return text(Long.toString(number));
  }

  /// Adds an instant, to the millisecond.
  public Canonical instant(@Nullable Instant instant) {
    return instant == null ? text(null) : number(instant.toEpochMilli());
  }

  /// The parts of what was written, the form first.
  ///
  /// @throws IllegalArgumentException for other bytes
  static List<@Nullable String> read(byte[] bytes) {
    List<@Nullable String> parts = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      while (in.hasRemaining()) {
        int length = in.getInt();
        if (length < 0) {
          parts.add(null);
        } else {
          ByteBuffer part = in.slice(in.position(), length);
          in.position(in.position() + length);
          parts.add(StandardCharsets.UTF_8.decode(part).toString());
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not of this form", e);
    }
    return parts;
  }

  /// What was written so far.
  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
