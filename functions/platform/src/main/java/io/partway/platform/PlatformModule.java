package io.partway.platform;

import dagger.Module;
import dagger.Provides;
import io.partway.core.IdSource;
import io.partway.core.KeyRing;
import io.partway.core.Limit;
import io.partway.core.Ticker;
import io.partway.core.history.ReceiptKeys;
import io.partway.core.policy.Policy;
import io.partway.core.verification.CodeSource;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /// @throws BadConfiguration where there is none
  @Provides
  @Singleton
  @Named("CURSOR_KEY")
  static KeyRing cursorKey(Configuration configuration) {
    return present("CURSOR_KEY", configuration.cursorKey());
  }

  /// @throws BadConfiguration where there is none
  @Provides
  @Singleton
  @Named("HISTORY_KEY")
  static KeyRing historyKey(Configuration configuration) {
    return present("HISTORY_KEY", configuration.historyKey());
  }

  private static KeyRing present(String name, @Nullable KeyRing keys) {
    if (keys == null) {
      throw new BadConfiguration(List.of(name + " is missing"));
    }
    return keys;
  }

  /// @throws BadConfiguration where there is none
  @Provides
  @Singleton
  @Named("CODE_PEPPER")
  static KeyRing codePepper(Configuration configuration) {
    return present("CODE_PEPPER", configuration.codePepper());
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
