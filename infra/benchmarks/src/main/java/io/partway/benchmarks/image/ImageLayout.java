package io.partway.benchmarks.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.benchmarks.lambda.FunctionPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The folder that the container image has for its task: the jars of functions and of the runtime
/// client, the native libraries, the start script, and for each function the names of its jars and,
/// once it has been trained, its AOT cache.
public final class ImageLayout {
  private static final String BOOTSTRAP = "bootstrap";

  private final Path root;

  public ImageLayout(Path root) {
    this.root = root;
  }

  /// The folder.
  public Path root() {
    return root;
  }

  /// Makes the folder, as one that has no cache yet, unless it is what it would become.
  ///
  /// @param runtime the jars of the runtime interface client
  /// @param bootstrap the start script
  /// @throws IllegalStateException when two functions have different jars of one name
  public void assemble(Collection<FunctionPackage> functions, List<Path> runtime, Path bootstrap) {
    Map<String, Path> jars = new TreeMap<>();
    try {
      for (FunctionPackage function : functions) {
        for (Path jar : function.jars()) {
          Path other = jars.putIfAbsent(jar.getFileName().toString(), jar);
          if (other != null && Files.size(other) != Files.size(jar)) {
            throw new IllegalStateException(jar + " and " + other + " are not the same");
          }
        }
      }
      Files.createDirectories(root);
      mirror(root.resolve("jars"), jars.values());
      mirror(root.resolve("runtime"), runtime);
      mirror(root.resolve("native"), natives(functions));
      for (FunctionPackage function : functions) {
        Files.createDirectories(of(function));
        Files.write(
            of(function).resolve("classpath"),
            Stream.concat(
                    function.jars().stream().map(jar -> "jars/" + jar.getFileName()),
                    runtime.stream().map(jar -> "runtime/" + jar.getFileName()))
                .toList());
      }
      Files.copy(bootstrap, root.resolve(BOOTSTRAP), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a function has a cache that was trained with its jars.
  public boolean trained(FunctionPackage function) {
    Path id = of(function).resolve("aot.id");
    try {
      return Files.exists(id) && Files.readString(id, UTF_8).strip().equals(buildId(function));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a function's cache goes.
  Path cache(FunctionPackage function) {
    return of(function).resolve("aot");
  }

  /// Says that a function's cache is one of the jars that are there now.
  void seal(FunctionPackage function) {
    try {
      Files.writeString(of(function).resolve("aot.id"), buildId(function) + "\n", UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path of(FunctionPackage function) {
    return root.resolve("functions").resolve(function.handler());
  }

  /// What the start script says that a function's jars amount to.
  String buildId(FunctionPackage function) {
    try {
      Process script =
          new ProcessBuilder(
                  "sh", root.resolve(BOOTSTRAP).toString(), function.handler(), "--build-id")
              .redirectErrorStream(true)
              .start();
      String id = new String(script.getInputStream().readAllBytes(), UTF_8).strip();
      if (script.waitFor() != 0) {
        throw new IllegalStateException(BOOTSTRAP + ": " + id);
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }

  /// An image is for one processor, as its cache is.
  private static Collection<Path> natives(Collection<FunctionPackage> functions)
      throws IOException {
    String processor =
        System.getProperty("os.arch").equals("aarch64")
            ? "linux/armv8/glibc"
            : "linux/x86_64/glibc";
    Map<String, Path> libraries = new TreeMap<>();
    for (FunctionPackage function : functions) {
      Path folder = function.folder().resolve(processor);
      if (Files.isDirectory(folder)) {
        try (var files = Files.list(folder)) {
          files.forEach(file -> libraries.put(file.getFileName().toString(), file));
        }
      }
    }
    return libraries.values();
  }

  private static void mirror(Path folder, Collection<Path> files) throws IOException {
    Files.createDirectories(folder);
    List<String> names = files.stream().map(file -> file.getFileName().toString()).toList();
    try (var present = Files.list(folder)) {
      for (Path file : present.toList()) {
        if (!names.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    for (Path file : files) {
      Files.copy(
          file,
          folder.resolve(file.getFileName().toString()),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
