import static java.util.stream.Collectors.toCollection;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Makes a folder of libraries into what is deployed: `java Package.java FOLDER`, run by the build for each function.
///
/// Every jar in `FOLDER/lib` is written anew without compression. The upload is compressed as a whole, and one large file shrinks
/// further than the thousand small ones in it (by a quarter here); and a class that is read at a cold start need not be inflated.
///
/// The HTTP client's native libraries leave their jars for `FOLDER/linux/…`, one for each processor that Lambda has, so that the
/// package runs on both. `-Djava.library.path` names the folder of the right one (`template.yaml` does); without it, the client
/// finds them there as resources, copies the right one to `/tmp`, and starts 50 ms later.
final class Package {
  private static final String NATIVE = "linux/";
  private static final int BUFFER = 1 << 18;

  private final Path folder;

  private Package(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    new Package(Path.of(arguments[0])).make();
  }

  private void make() throws IOException {
    try (var files = Files.list(folder.resolve("lib"))) {
      for (var jar : files.filter(file -> file.toString().endsWith(".jar")).collect(toCollection(TreeSet::new))) {
        rewrite(jar);
      }
    }
  }

  private void rewrite(Path jar) throws IOException {
    var written = jar.resolveSibling(jar.getFileName() + ".new");
    try (var from = new ZipFile(jar.toFile());
        var to = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(written), BUFFER))) {
      to.setMethod(ZipOutputStream.STORED);
      for (var entry : from.stream().toList()) {
        if (entry.isDirectory() || entry.getName().startsWith("META-INF/maven/")) {
          continue;
        }
        if (entry.getName().startsWith(NATIVE)) {
          extract(from, entry);
          continue;
        }
        store(from, entry, to);
      }
    }
    Files.delete(jar);
    // Both processors' jars hold the same classes, compiled twice: the second replaces the first.
    Files.move(written, jar.resolveSibling(jar.getFileName().toString().replaceFirst("-linux-[a-z0-9_]+\\.jar$", ".jar")),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void store(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    var stored = new ZipEntry(entry.getName());
    stored.setTimeLocal(entry.getTimeLocal());
    stored.setSize(entry.getSize());
    stored.setCrc(entry.getCrc());
    to.putNextEntry(stored);
    copy(from, entry, to);
    to.closeEntry();
  }

  private void extract(ZipFile from, ZipEntry entry) throws IOException {
    var file = folder.resolve(entry.getName());
    Files.createDirectories(file.getParent());
    try (var out = Files.newOutputStream(file)) {
      copy(from, entry, out);
    }
  }

  private static void copy(ZipFile from, ZipEntry entry, OutputStream to) throws IOException {
    try (var in = from.getInputStream(entry)) {
      to.write(in.readAllBytes());
    }
  }
}
