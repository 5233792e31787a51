package io.partway.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands one engine to all tests that ask for it, started with the first and closed with the last.
abstract class EngineExtension implements ParameterResolver {
  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DynamoDbEngine.class;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(getClass()))
        .computeIfAbsent("engine", key -> start(), DynamoDbEngine.class);
  }

  /// Starts the engine.
  abstract DynamoDbEngine start();
}
