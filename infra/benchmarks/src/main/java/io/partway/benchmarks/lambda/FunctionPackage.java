package io.partway.benchmarks.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What is deployed of a function.
///
/// @param name its logical id in the template
/// @param handler the class of its handler
/// @param folder what is unpacked to the task's root
/// @param environment its variables
public record FunctionPackage(
    String name, String handler, Path folder, Map<String, String> environment, Duration timeout) {
  /// The jars in it, in the order of their names.
  public List<Path> jars() {
    return files(folder.resolve("lib")).filter(file -> file.toString().endsWith(".jar")).toList();
  }

  /// How many bytes it has unpacked.
  public long unpackedBytes() {
    return files(folder).mapToLong(FunctionPackage::size).sum();
  }

  /// How many bytes its upload has: the folder, compressed once.
  public long uploadBytes() {
    AtomicLong count = new AtomicLong();
    try (ZipOutputStream zip = new ZipOutputStream(new Counting(count))) {
      for (Path file : files(folder).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count.get();
  }

  private static Stream<Path> files(Path root) {
    if (!Files.isDirectory(root)) {
      throw new IllegalStateException(root + " is not built: ./mvnw package makes it");
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Counting extends OutputStream {
    private final AtomicLong count;

    Counting(AtomicLong count) {
      this.count = count;
    }

    @Override
    public void write(int b) {
      count.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count.addAndGet(length);
    }
  }
}
