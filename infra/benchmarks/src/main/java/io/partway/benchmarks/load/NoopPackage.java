package io.partway.benchmarks.load;

import io.partway.benchmarks.lambda.FunctionPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// Packages [Noop] as functions are packaged.
public final class NoopPackage {
  private NoopPackage() {}

  /// @param folder where it goes
  public static FunctionPackage make(Path folder) {
    String name = Noop.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("lib").resolve("partway-noop.jar");
    try (InputStream code = Noop.class.getClassLoader().getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(code).readAllBytes();
      Files.createDirectories(jar.getParent());
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FunctionPackage(
        "Noop", Noop.class.getName(), folder, Map.of(), Duration.ofSeconds(10));
  }
}
