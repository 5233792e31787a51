package io.partway.ingestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.ingest.IntakeObjects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A bucket in memory. An object's ETag is its content's hash.
final class Folder implements IntakeObjects {
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  volatile boolean down;

  Ref put(String key, String content) {
    return put(key, content.getBytes(UTF_8));
  }

  Ref put(String key, byte[] content) {
    contents.put(key, content);
    return new Ref("intake", key, etag(content));
  }

  void delete(String key) {
    contents.remove(key);
  }

  /// The text of an object.
  String text(String key) {
    byte[] content = contents.get(key);
    return content == null ? "" : new String(content, UTF_8);
  }

  Set<String> keys() {
    return Set.copyOf(contents.keySet());
  }

  @Override
  public InputStream open(Ref object, long offset) throws IOException {
    byte[] content = content(object);
    return new ByteArrayInputStream(content, (int) offset, content.length);
  }

  @Override
  public long size(Ref object) throws IOException {
    return content(object).length;
  }

  @Override
  public void putBeside(Ref object, String suffix, byte[] content) {
    contents.put(object.key() + suffix, content);
  }

  private byte[] content(Ref object) throws IOException {
    if (down) {
      throw new IOException("down");
    }
    byte[] content = contents.get(object.key());
    if (content == null || !etag(content).equals(object.etag())) {
      throw new Gone("gone");
    }
    return content;
  }

  private static String etag(byte[] content) {
    return Integer.toHexString(Arrays.hashCode(content));
  }
}
