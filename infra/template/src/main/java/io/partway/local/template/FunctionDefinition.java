package io.partway.local.template;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A function of the template.
///
/// @param name its logical id
/// @param className the class of its handler
/// @param environment every variable with its value, the template's globals included
/// @param timeout how long one invocation may take
/// @param attempts how often it is invoked with one event before that is given up
/// @param onFailure the queue of events that were given up; empty where they are lost
public record FunctionDefinition(
    String name,
    String className,
    Map<String, String> environment,
    Duration timeout,
    int attempts,
    Optional<String> onFailure) {}
