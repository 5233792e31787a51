package io.partway.local.intake;

import io.partway.core.ingest.IntakeObjects;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/// Stands for the bucket of bulk facts: a folder, with a folder in it for each bucket.
public final class IntakeFolder implements IntakeObjects, Bucket {
  private static final String BUCKET = "intake";

  private final Path root;
  private final Map<Ref, LongConsumer> readers = new ConcurrentHashMap<>();

  public IntakeFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /// Takes away everything: what a system that was killed has left, which nobody asks for any more.
  public void clear() throws IOException {
    if (Files.exists(root)) {
      try (var files = Files.walk(root)) {
        for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          Files.delete(file);
        }
      }
    }
  }

  /// Whole or not at all.
  @Override
  public Ref put(String key, InputStream content) throws IOException {
    var file = file(BUCKET, key);
    Files.createDirectories(file.getParent());
    try {
      Files.copy(content, file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new Ref(BUCKET, key, etag(file));
  }

  /// Where an object lies.
  public Path file(Ref object) throws IOException {
    return file(object.bucket(), object.key());
  }

  @Override
  public void watch(Ref object, LongConsumer bytesRead) {
    readers.put(object, bytesRead);
  }

  @Override
  public Optional<byte[]> beside(Ref object, String suffix) throws IOException {
    var file = file(object.bucket(), object.key() + suffix);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  @Override
  public void delete(Ref object) throws IOException {
    readers.remove(object);
    Files.deleteIfExists(file(object));
  }

  @Override
  public InputStream open(Ref object, long offset) throws IOException {
    var file = unchanged(object);
    var channel = FileChannel.open(file, StandardOpenOption.READ).position(offset);
    var watcher = readers.get(object);
    var stream = Channels.newInputStream(channel);
    return watcher == null ? stream : new Watched(stream, offset, watcher);
  }

  @Override
  public long size(Ref object) throws IOException {
    return Files.size(unchanged(object));
  }

  @Override
  public void putBeside(Ref object, String suffix, byte[] content) throws IOException {
    Files.write(file(object.bucket(), object.key() + suffix), content);
  }

  private Path unchanged(Ref object) throws IOException {
    var file = file(object);
    if (!Files.exists(file) || !etag(file).equals(object.etag())) {
      throw new Gone(object.key() + " has been deleted or replaced");
    }
    return file;
  }

  private Path file(String bucket, String key) throws IOException {
    var folder = root.resolve(bucket).normalize();
    var file = folder.resolve(key).normalize();
    if (!folder.startsWith(root) || !file.startsWith(folder) || file.equals(folder)) {
      throw new IOException("not a key of this bucket: " + key);
    }
    return file;
  }

  private static String etag(Path file) throws IOException {
    return Long.toHexString(Files.size(file))
        + "-"
        + Long.toHexString(Files.getLastModifiedTime(file).toMillis());
  }

  private static final class Watched extends FilterInputStream {
    private final LongConsumer watcher;
    private long position;

    Watched(InputStream stream, long position, LongConsumer watcher) {
      super(stream);
      this.position = position;
      this.watcher = watcher;
    }

    @Override
    public int read() throws IOException {
      var single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = super.read(buffer, offset, length);
      if (count > 0) {
        position += count;
        watcher.accept(position);
      }
      return count;
    }
  }
}
