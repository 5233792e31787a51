import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Makes a folder of libraries into what is deployed: `java Package.java FOLDER`, run by the build for each function.
///
/// Jars are written anew without compression. The upload is compressed as a whole, and one large file shrinks further than the
/// thousand small ones in it (by a quarter here); and a class that is read at a cold start need not be inflated.
///
/// Other people's jars become one, `libraries-….jar`, named after what is in it: each jar that a class loader has to open costs a
/// cold start a millisecond. Our own stay as they are.
///
/// The HTTP client's native libraries leave their jars for `FOLDER/linux/…`, one for each processor that Lambda has, so that the
/// package runs on both. `-Djava.library.path` names the folder of the right one (`template.yaml` does); without it, the client
/// finds them there as resources, copies the right one to `/tmp`, and starts 50 ms later.
final class Package {
  private static final String OURS = "partway-";
  private static final String NATIVE = "linux/";
  private static final int BUFFER = 1 << 18;

  /// Of every entry: what is in a jar must not depend on when it was built.
  private static final LocalDateTime BEGINNING = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int VERSION_AT = 6;
  private static final int JAVA_8 = 52;

  private final Path folder;
  private final Map<String, byte[]> libraries = new TreeMap<>();

  private Package(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    new Package(Path.of(arguments[0])).make();
  }

  private void make() throws IOException {
    List<Path> jars;
    try (var files = Files.list(folder.resolve("lib"))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    for (var jar : jars) {
      if (jar.getFileName().toString().startsWith(OURS)) {
        var entries = new TreeMap<String, byte[]>();
        read(jar, entries::put);
        Files.delete(jar);
        write(jar, entries);
      } else {
        read(jar, (name, content) -> merge(jar, name, content));
        Files.delete(jar);
      }
    }
    write(folder.resolve("lib/libraries-%s.jar".formatted(id(libraries))), libraries);
  }

  private interface Entries {
    void put(String name, byte[] content);
  }

  private void read(Path jar, Entries entries) throws IOException {
    try (var from = new ZipFile(jar.toFile())) {
      for (var entry : from.stream().toList()) {
        var name = entry.getName();
        if (entry.isDirectory() || name.startsWith("META-INF/maven/")) {
          continue;
        }
        byte[] content;
        try (var in = from.getInputStream(entry)) {
          content = in.readAllBytes();
        }
        if (name.startsWith(NATIVE)) {
          var file = folder.resolve(name);
          Files.createDirectories(file.getParent());
          Files.write(file, content);
        } else {
          entries.put(name, content);
        }
      }
    }
  }

  /// Each jar's licences stay apart, services are those of all; of a class that two have (the client's, once for each
  /// processor) the first one is taken. What a jar says of itself as a module, or to newer versions of Java, nobody asks for.
  private void merge(Path jar, String name, byte[] content) {
    if (name.startsWith("META-INF/services/")) {
      libraries.merge(name, content, Package::lines);
    } else if (name.matches("META-INF/(?i:licen[cs]e|notice|copying)[^/]*")) {
      libraries.put(name.replace("META-INF/", "META-INF/" + jar.getFileName() + "/"), content);
    } else if (!name.equals("META-INF/MANIFEST.MF") && !name.endsWith("module-info.class") && !name.startsWith("META-INF/versions/")) {
      libraries.putIfAbsent(name, name.startsWith("javax/inject/") ? archivable(name, content) : content);
    }
  }

  /// `javax.inject` was compiled for Java 5, whose classes no AOT cache takes, nor any that implement them: all that Dagger makes.
  /// Its interfaces and annotations have no code, so nothing but the number tells them from newer ones.
  private static byte[] archivable(String name, byte[] content) {
    if (name.endsWith(".class")) {
      content[VERSION_AT] = 0;
      content[VERSION_AT + 1] = JAVA_8;
    }
    return content;
  }

  private static byte[] lines(byte[] some, byte[] more) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(some);
    all.write('\n');
    all.writeBytes(more);
    return all.toByteArray();
  }

  private static String id(Map<String, byte[]> entries) {
    var crc = new CRC32();
    entries.forEach((name, content) -> {
      crc.update(name.getBytes());
      crc.update(content);
    });
    return "%08x".formatted(crc.getValue());
  }

  private static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar), BUFFER);
        var out = new ZipOutputStream(file)) {
      out.setMethod(ZipOutputStream.STORED);
      for (var entry : entries.entrySet()) {
        var stored = new ZipEntry(entry.getKey());
        var crc = new CRC32();
        crc.update(entry.getValue());
        stored.setTimeLocal(BEGINNING);
        stored.setSize(entry.getValue().length);
        stored.setCrc(crc.getValue());
        out.putNextEntry(stored);
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
  }
}
