package io.partway.testkit.function;

import io.partway.platform.Secret;
import io.partway.platform.Secrets;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Secrets that a test knows, may change and may put out of reach.
public final class KnownSecrets implements Secrets {
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final AtomicInteger readings = new AtomicInteger();
  private volatile boolean reachable = true;

  /// Every secret with one value.
  public KnownSecrets() {
    for (Secret secret : Secret.values()) {
      set(secret, "a-value-of-" + secret + "-in-tests-and-nowhere-else");
    }
  }

  /// Where this one lies, as the template names it: `CODE_PEPPER` is `CodePepper`.
  public static String arn(Secret secret) {
    return "arn:aws:secretsmanager:eu-west-1:000000000000:secret:"
        + Arrays.stream(secret.name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  /// From now on it holds this.
  public void set(Secret secret, String text) {
    texts.put(arn(secret), text);
  }

  /// From now on it has this value before those that it has.
  public void rotate(Secret secret, String value) {
    texts.compute(arn(secret), (_, text) -> value + " " + text);
  }

  /// Whether they can be read from now on.
  public void reachable(boolean yes) {
    reachable = yes;
  }

  /// How often one was read, or would have been.
  public int readings() {
    return readings.get();
  }

  @Override
  public String read(String arn) throws IOException {
    readings.incrementAndGet();
    String text = texts.get(arn);
    if (!reachable || text == null) {
      throw new IOException(reachable ? "ResourceNotFoundException" : "SocketTimeoutException");
    }
    return text;
  }
}
