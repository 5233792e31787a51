package io.partway.rotatesecrets;

import io.partway.platform.Host;
import io.partway.platform.Secret;
import io.partway.platform.SecretVersions;
import io.partway.testkit.function.BareHost;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Secrets in memory, with the conditions that Secrets Manager has.
final class MemoryStore implements Store {
  private final Map<String, Map<String, String>> texts = new HashMap<>();
  private final Map<String, Map<SecretVersions.Stage, String>> stages = new HashMap<>();

  /// How many calls from now on fail before they take effect, and how many after that.
  int failBefore;

  int failAfter;

  @Override
  public String arn(Secret secret) {
    return "arn:aws:secretsmanager:eu-west-1:000000000000:secret:" + secret + "-AbCdEf";
  }

  @Override
  public String current(Secret secret) {
    String version = Objects.requireNonNull(stages(arn(secret)).get(SecretVersions.Stage.CURRENT));
    return Objects.requireNonNull(texts(arn(secret)).get(version));
  }

  @Override
  public void put(Secret secret, String text) {
    String version = UUID.randomUUID().toString();
    texts(arn(secret)).put(version, text);
    stages(arn(secret)).put(SecretVersions.Stage.CURRENT, version);
  }

  /// A rotation is about to make this version.
  void announce(Secret secret, String version) {
    stages(arn(secret)).put(SecretVersions.Stage.PENDING, version);
  }

  private Map<String, String> texts(String arn) {
    return texts.computeIfAbsent(arn, _ -> new HashMap<>());
  }

  private Map<SecretVersions.Stage, String> stages(String arn) {
    return stages.computeIfAbsent(arn, _ -> new EnumMap<>(SecretVersions.Stage.class));
  }

  @Override
  public Host host() {
    return new Machine(new Versions());
  }

  private void before() throws IOException {
    if (failBefore-- > 0) {
      throw new IOException("ThrottlingException");
    }
  }

  private void after() throws IOException {
    if (failAfter-- > 0) {
      throw new IOException("SocketTimeoutException");
    }
  }

  private final class Versions implements SecretVersions {
    @Override
    public Map<Stage, String> stages(String arn) throws IOException {
      before();
      return Map.copyOf(MemoryStore.this.stages(arn));
    }

    @Override
    public Optional<String> read(String arn, String version) throws IOException {
      before();
      return Optional.ofNullable(texts(arn).get(version));
    }

    @Override
    public void putPending(String arn, String version, String text) throws IOException {
      before();
      String there = texts(arn).putIfAbsent(version, text);
      if (there != null && !there.equals(text)) {
        throw new IOException("ResourceExistsException");
      }
      MemoryStore.this.stages(arn).put(Stage.PENDING, version);
      after();
    }

    @Override
    public void promote(String arn, String version, String before) throws IOException {
      before();
      Map<Stage, String> stages = MemoryStore.this.stages(arn);
      if (!before.equals(stages.get(Stage.CURRENT)) || !texts(arn).containsKey(version)) {
        throw new IOException("InvalidParameterException");
      }
      stages.put(Stage.CURRENT, version);
      after();
    }
  }

  private final class Machine implements BareHost {
    private final Versions versions;

    Machine(Versions versions) {
      this.versions = versions;
    }

    @Override
    public Map<String, String> environment() {
      return variables();
    }

    @Override
    public SecureRandom random() {
      return new SecureRandom();
    }

    @Override
    public SecretVersions secretVersions() {
      return versions;
    }
  }
}
