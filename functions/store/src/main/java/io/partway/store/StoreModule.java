package io.partway.store;

import dagger.Module;
import dagger.Provides;
import java.security.SecureRandom;

/// Binds the ports of core to the table. Asks the component for the client (its own retries off),
/// the [TableName], the clock and randomness.
@Module(includes = StoreBindings.class)
public interface StoreModule {
  @Provides
  static Retry retry(SecureRandom random) {
    return new Retry(random, Pause.SLEEP);
  }
}
