package io.partway.rotatesecrets;

import dagger.Component;
import io.partway.gateway.EventBoundary;
import io.partway.platform.Host;
import io.partway.platform.PlatformModule;
import jakarta.inject.Singleton;

/// What the function is made of.
@Singleton
@Component(dependencies = Host.class, modules = PlatformModule.class)
interface RotateSecretsComponent {
  EventBoundary boundary();

  Rotation rotation();

  /// Makes one on a machine.
  @Component.Factory
  interface Factory {
    RotateSecretsComponent create(Host host);
  }
}
