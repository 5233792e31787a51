package io.partway.platform;

import io.partway.core.KeyRing;
import io.partway.core.KeysUnavailable;
import io.partway.core.Limit;
import io.partway.core.SecretKeys;
import io.partway.core.rehearsal.Rehearsal;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The values of a secret in the store: read when they are needed first, and then again when they
/// are too old or lack a key that something names. Where that fails, what was read before goes on
/// being used, except for saying that there is no such key.
///
/// It goes by the time of day, not by time elapsed: an environment that was frozen for a week must
/// not take what it read before for fresh.
final class StoredKeys implements SecretKeys {
  /// Names of keys in a row that turn out to be nobody's, before no more are looked for: they may
  /// be made up.
  private static final int VAIN = 10;

  private final Secret secret;
  private final String arn;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Consumer<String> log;

  private final Map<String, Instant> vain = new HashMap<>();
  private @Nullable Known known;
  private @Nullable Failure failure;
  private long readings;

  private record Known(KeyRing ring, Instant at) {}

  private record Failure(IOException cause, Instant at) {}

  /// @param log takes lines of JSON
  StoredKeys(
      Secret secret, String arn, Secrets secrets, InstantSource clock, Consumer<String> log) {
    this.secret = secret;
    this.arn = arn;
    this.secrets = secrets;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public synchronized KeyRing ring() {
    return read(Limit.SECRET_SECONDS).ring();
  }

  @Override
  public synchronized KeyRing latest() {
    return read(Limit.SECRET_AGAIN_SECONDS).ring();
  }

  @Override
  public synchronized Optional<KeyRing.Key> named(String id) {
    long before = readings;
    Optional<KeyRing.Key> key = read(Limit.SECRET_SECONDS).ring().named(id);
    vain.values().removeIf(at -> !recent(at, Limit.SECRET_AGAIN_SECONDS));
    if (key.isPresent() || vain.containsKey(id) || vain.size() >= VAIN) {
      return key;
    }
    if (readings == before) {
      key = attempt().ring().named(id);
    }
    if (key.isEmpty()) {
      vain.put(id, clock.instant());
    }
    return key;
  }

  /// What is known, not older than this if that can be helped.
  private Known read(Limit age) {
    Known old = known;
    if (old == null) {
      return attempt();
    }
    if (recent(old.at(), age)) {
      return old;
    }
    try {
      return attempt();
    } catch (KeysUnavailable _) {
      return old;
    }
  }

  /// Reads it, unless that failed a moment ago.
  private Known attempt() {
    if (Rehearsal.running()) {
      return madeUp();
    }
    Failure last = failure;
    if (last != null && recent(last.at(), Limit.SECRET_AGAIN_SECONDS)) {
      throw unavailable(last.cause());
    }
    try {
      Known read = new Known(ring(secrets.read(arn)), clock.instant());
      known = read;
      failure = null;
      readings++;
      return read;
    } catch (IOException e) {
      failure = new Failure(e, clock.instant());
      KeysUnavailable unavailable = unavailable(e);
      log.accept(
          "{\"level\":\"warn\",\"reason\":\"%s; %s\"}"
              .formatted(
                  String.valueOf(unavailable.getMessage()).replaceAll("[^\\w .,:;-]", "?"),
                  known == null ? "none were read before" : "those read before are used"));
      throw unavailable;
    }
  }

  /// As a rehearsal is told; neither it nor a failure is kept.
  private Known madeUp() {
    try {
      return new Known(ring(secrets.read(arn)), clock.instant());
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private KeyRing ring(String text) throws IOException {
    try {
      return secret.ring(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private KeysUnavailable unavailable(IOException cause) {
    return new KeysUnavailable(
        "the values of "
            + secret
            + " cannot be read: "
            + Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()),
        cause);
  }

  private boolean recent(Instant at, Limit seconds) {
    Instant now = clock.instant();
    return !now.isBefore(at) && now.isBefore(at.plusSeconds(seconds.standard()));
  }

  @Override
  public String toString() {
    return "StoredKeys[" + secret + "]";
  }
}
