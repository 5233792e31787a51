package io.partway.rotatesecrets;

import io.partway.gateway.EventFunction;
import io.partway.platform.Host;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rotates the secrets of the system, step by step, when Secrets Manager says so. Answers nothing.
public final class RotateSecretsFunction extends EventFunction {
  private final Rotation rotation;

  /// On Lambda.
  public RotateSecretsFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public RotateSecretsFunction(Host host) {
    this(DaggerRotateSecretsComponent.factory().create(host));
  }

  private RotateSecretsFunction(RotateSecretsComponent component) {
    super(component.boundary());
    this.rotation = component.rotation();
  }

  @Override
  protected Map<String, @Nullable Object> handle(byte[] event) throws IOException {
    rotation.rotate(Request.of(event));
    return Map.of();
  }
}
