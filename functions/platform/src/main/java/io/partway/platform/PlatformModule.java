package io.partway.platform;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import io.partway.core.IdSource;
import io.partway.core.Limit;
import io.partway.core.SecretKeys;
import io.partway.core.Ticker;
import io.partway.core.history.ReceiptKeys;
import io.partway.core.policy.Policy;
import io.partway.core.verification.CodeSource;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What a function takes from its machine beside what [Host] hands over itself (clock, randomness,
/// clients). The table's name is the [Configuration]'s; the component says what it is a name of to
/// the store, which must not know this module.
@Module
public interface PlatformModule {
  /// Bytes of an id: 144 bits, so that nobody guesses one.
  int ID_BYTES = 18;

  /// @param environment of [Host]
  @Provides
  @Singleton
  static Configuration configuration(Map<String, String> environment) {
    return Configuration.of(environment);
  }

  @Provides
  static Policy policy(Configuration configuration) {
    return configuration.policy();
  }

  /// @throws BadConfiguration where nothing says where it lies
  @Provides
  @Singleton
  @Named("CURSOR_KEY")
  static SecretKeys cursorKey(
      Configuration configuration,
      Lazy<Secrets> secrets,
      InstantSource clock,
      Consumer<String> log) {
    return keys(Secret.CURSOR_KEY, configuration, secrets, clock, log);
  }

  /// @throws BadConfiguration where nothing says where it lies
  @Provides
  @Singleton
  @Named("HISTORY_KEY")
  static SecretKeys historyKey(
      Configuration configuration,
      Lazy<Secrets> secrets,
      InstantSource clock,
      Consumer<String> log) {
    return keys(Secret.HISTORY_KEY, configuration, secrets, clock, log);
  }

  /// @throws BadConfiguration where nothing says where it lies
  @Provides
  @Singleton
  @Named("CODE_PEPPER")
  static SecretKeys codePepper(
      Configuration configuration,
      Lazy<Secrets> secrets,
      InstantSource clock,
      Consumer<String> log) {
    return keys(Secret.CODE_PEPPER, configuration, secrets, clock, log);
  }

  /// Those that this function has.
  @Provides
  static Set<SecretKeys> present(
      Configuration configuration,
      @Named("CURSOR_KEY") Provider<SecretKeys> cursorKey,
      @Named("HISTORY_KEY") Provider<SecretKeys> historyKey,
      @Named("CODE_PEPPER") Provider<SecretKeys> codePepper) {
    return configuration.secrets().keySet().stream()
        .map(secret ->
            switch (secret) {
              case CURSOR_KEY -> cursorKey.get();
              case HISTORY_KEY -> historyKey.get();
              case CODE_PEPPER -> codePepper.get();
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  private static SecretKeys keys(
      Secret secret,
      Configuration configuration,
      Lazy<Secrets> secrets,
      InstantSource clock,
      Consumer<String> log) {
    String arn = configuration.secrets().get(secret);
    if (arn == null) {
      throw new BadConfiguration(List.of(secret.variable() + " is missing"));
    }
    return new StoredKeys(secret, arn, id -> secrets.get().read(id), clock, log);
  }

  @Provides
  static CodeSource codes(SecureRandom random) {
    return () -> {
      StringBuilder code = new StringBuilder();
      for (int i = 0; i < Limit.CODE_DIGITS.standard(); i++) {
        code.append(random.nextInt(10));
      }
      return code.toString();
    };
  }

  @Provides
  static ReceiptKeys.Ed25519 ed25519() {
    return SeededKeys::of;
  }

  @Provides
  static Ticker ticker() {
    return System::nanoTime;
  }

  @Provides
  static IdSource ids(SecureRandom random) {
    return () -> {
      byte[] id = new byte[ID_BYTES];
      random.nextBytes(id);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    };
  }
}
