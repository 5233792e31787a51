package io.partway.local.template;

import java.time.Duration;
import java.util.Map;

/// A function of the template.
///
/// @param name its logical id
/// @param className the class of its handler
/// @param environment every variable with its value, the template's globals included
/// @param timeout how long one invocation may take
public record FunctionDefinition(
    String name, String className, Map<String, String> environment, Duration timeout) {}
