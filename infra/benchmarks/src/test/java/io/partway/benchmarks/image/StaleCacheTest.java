package io.partway.benchmarks.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.partway.benchmarks.Runtime25;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.FunctionProcess;
import io.partway.benchmarks.lambda.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the start script is for: the JVM itself takes a cache whose jar has been exchanged, and
/// answers with the old code.
final class StaleCacheTest {
  private static final List<byte[]> EVENTS = Collections.nCopies(5, "{}".getBytes(UTF_8));

  private final Launcher launcher = new Launcher(Runtime25.java(), Runtime25.jars(), List.of());
  @TempDir private Path folder;

  @Test
  void neverAnswersWithOldCode() throws IOException {
    FunctionPackage function =
        new FunctionPackage(
            "Version", "Version", folder.resolve("package"), Map.of(), Duration.ofSeconds(3));
    ImageLayout image = new ImageLayout(folder.resolve("image"));

    release(1, image, function);
    assertThat(answer(image, function)).isEqualTo("1");
    new Training(image, launcher).run(function, EVENTS);
    assertThat(image.trained(function)).isTrue();
    assertThat(answer(image, function)).isEqualTo("1");

    release(2, image, function);
    assertThat(image.trained(function)).isFalse();
    assertThat(answer(image, function)).isEqualTo("2");

    new Training(image, launcher).run(function, EVENTS);
    assertThat(answer(image, function)).isEqualTo("2");
  }

  private String answer(ImageLayout image, FunctionPackage function) {
    try (FunctionProcess process =
        FunctionProcess.start(
            launcher.image(function, image.root(), Map.of()), List.of(), () -> {})) {
      return new String(process.invoke(EVENTS.getFirst()).body(), UTF_8);
    }
  }

  /// A function that answers with its version, put into the image.
  private void release(int version, ImageLayout image, FunctionPackage function)
      throws IOException {
    Path source = folder.resolve("Version.java");
    Files.writeString(
        source,
        """
        import com.amazonaws.services.lambda.runtime.*;
        import java.io.*;
        public final class Version implements RequestStreamHandler {
          @Override
          public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            out.write("%d".getBytes());
          }
        }
        """
            .formatted(version));
    String classpath = String.join(":", Runtime25.jars().stream().map(Path::toString).toList());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    classpath,
                    "-d",
                    folder.toString(),
                    source.toString()))
        .isZero();
    Path jar = folder.resolve("package/lib/partway-version.jar");
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      JarEntry entry = new JarEntry("Version.class");
      entry.setTime(0);
      out.putNextEntry(entry);
      out.write(Files.readAllBytes(folder.resolve("Version.class")));
      out.closeEntry();
    }
    image.assemble(List.of(function), Runtime25.jars(), Path.of("../image/bootstrap"));
  }
}
