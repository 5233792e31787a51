package io.partway.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.local.template.LocalNames;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Stands for Secrets Manager: texts that nobody chose, each made when it is asked for first, and
/// kept in a file. Which version is which it knows for as long as the system runs.
final class LocalSecrets implements Secrets, SecretVersions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 64;
  private static final String FIRST_VERSION = "first";

  private final Path file;
  private final BiConsumer<Path, String> writer;
  private final SecureRandom random;
  private final Map<String, Version> pending = new HashMap<>();
  private final Map<String, String> current = new HashMap<>();

  private record Version(String id, String text) {}

  /// @param writer writes a file, whole or not at all
  LocalSecrets(Path file, BiConsumer<Path, String> writer, SecureRandom random) {
    this.file = file;
    this.writer = writer;
    this.random = random;
  }

  /// @throws IOException when they cannot be read
  void check() throws IOException {
    texts();
  }

  @Override
  public synchronized String read(String arn) throws IOException {
    var texts = texts();
    var known = texts.get(LocalNames.name(arn));
    return known == null ? keep(texts, arn, newText()) : known;
  }

  @Override
  public synchronized Map<Stage, String> stages(String arn) {
    var stages = new EnumMap<Stage, String>(Stage.class);
    stages.put(Stage.CURRENT, current.getOrDefault(arn, FIRST_VERSION));
    var made = pending.get(arn);
    if (made != null) {
      stages.put(Stage.PENDING, made.id());
    }
    return stages;
  }

  @Override
  public synchronized Optional<String> read(String arn, String version) throws IOException {
    if (version.equals(stages(arn).get(Stage.CURRENT))) {
      return Optional.of(read(arn));
    }
    return Optional.ofNullable(pending.get(arn))
        .filter(made -> made.id().equals(version))
        .map(Version::text);
  }

  @Override
  public synchronized void putPending(String arn, String version, String text) {
    pending.put(arn, new Version(version, text));
  }

  @Override
  public synchronized void promote(String arn, String version, String before) throws IOException {
    var made = pending.get(arn);
    if (made == null || !made.id().equals(version)) {
      throw new IOException("no such version is pending");
    }
    keep(texts(), arn, made.text());
    current.put(arn, version);
    pending.remove(arn);
  }

  private Map<String, String> texts() throws IOException {
    return Files.exists(file)
        ? JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, String>>() {})
        : new TreeMap<>();
  }

  private String keep(Map<String, String> texts, String arn, String text) throws IOException {
    texts.put(LocalNames.name(arn), text);
    writer.accept(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(texts));
    return text;
  }

  private String newText() {
    var text = new StringBuilder();
    for (var i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
