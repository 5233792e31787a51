package io.partway.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jose.jwk.RSAKey;
import io.partway.local.clock.MovableClock;
import io.partway.local.identity.IdentityProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a local system keeps over restarts: database, signing key, secrets, clock, uploaded files.
/// Only its owner can read it. Without `--data` it is a temporary folder that goes when the system
/// stops.
final class DataFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final boolean temporary;
  private final FileChannel lock;
  private final LocalSecrets secrets;

  private DataFolder(Path root, boolean temporary, FileChannel lock, SecureRandom random) {
    this.root = root;
    this.temporary = temporary;
    this.lock = lock;
    this.secrets = new LocalSecrets(root.resolve("secrets.json"), this::write, random);
  }

  /// Opens the folder and keeps others out of it.
  ///
  /// @param folder made if need be; empty for a temporary one
  /// @throws CannotStart when another local system is using it, or it cannot be written
  static DataFolder open(Optional<Path> folder, SecureRandom random) {
    try {
      var root =
          folder.isPresent()
              ? Files.createDirectories(folder.get().toAbsolutePath().normalize())
              : Files.createTempDirectory("partway-");
      if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      }
      var channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new CannotStart("another local system is using the folder " + root);
      }
      return new DataFolder(root, folder.isEmpty(), channel, random);
    } catch (IOException e) {
      throw new CannotStart("cannot use the data folder: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException taken -> taken.getFile() + " is no folder";
      case AccessDeniedException denied -> denied.getFile() + " may not be written";
      default -> e.toString();
    };
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /// Where DynamoDB Local keeps its file; empty where it shall run in memory.
  Optional<Path> database() throws IOException {
    return temporary
        ? Optional.empty()
        : Optional.of(Files.createDirectories(root.resolve("dynamodb")));
  }

  Path intake() {
    return root.resolve("intake");
  }

  /// Where the files of an emulator lie that runs the functions.
  Path emulator() {
    return root.resolve("emulator");
  }

  /// Where sent messages lie, one a line.
  Path outbox() {
    return root.resolve("outbox.jsonl");
  }

  /// Where messages lie that could not be delivered, one a line.
  Path deadLetters() {
    return root.resolve("dead-letters.jsonl");
  }

  RSAKey signingKey() throws IOException {
    var file = root.resolve("signing-key.jwk");
    if (!Files.exists(file)) {
      write(file, IdentityProvider.newKey().toJSONString());
    }
    try {
      return RSAKey.parse(Files.readString(file));
    } catch (ParseException e) {
      throw new CannotStart(file + " is no key: delete it, and a new one is made", e);
    }
  }

  /// What the secrets hold.
  ///
  /// @throws CannotStart when that cannot be read
  LocalSecrets secrets() {
    try {
      secrets.check();
      return secrets;
    } catch (IOException e) {
      throw damaged("secrets.json", e);
    }
  }

  MovableClock.State clock() throws IOException {
    var file = root.resolve("clock.json");
    if (!Files.exists(file)) {
      return MovableClock.State.WALL_CLOCK;
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      return new MovableClock.State(
          Duration.parse(json.path("offset").asText("PT0S")),
          json.hasNonNull("frozenAt")
              ? Optional.of(Instant.parse(json.get("frozenAt").asText()))
              : Optional.empty());
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw damaged("clock.json", e);
    }
  }

  /// Says what to do where a file of the folder cannot be read.
  CannotStart damaged(String file, Exception cause) {
    return new CannotStart(
        root.resolve(file) + " cannot be read: restore it, or start with another --data folder",
        cause);
  }

  void keepClock(MovableClock.State state) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("offset", state.offset().toString());
    state.frozenAt().ifPresent(at -> json.put("frozenAt", at.toString()));
    write(root.resolve("clock.json"), json.toString());
  }

  /// Whether something that is done once has been done.
  boolean isDone(String what) {
    return Files.exists(root.resolve(what + ".done"));
  }

  void done(String what) {
    write(root.resolve(what + ".done"), "");
  }

  /// Adds to what the functions have logged.
  synchronized void log(String line) {
    try {
      Files.writeString(
          root.resolve("functions.log"),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whole or not at all, and for the owner's eyes.
  private void write(Path file, String content) {
    try {
      var next = Files.createTempFile(root, file.getFileName().toString(), ".next");
      Files.writeString(next, content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
    if (temporary) {
      Files.walkFileTree(root, new Deletion());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
