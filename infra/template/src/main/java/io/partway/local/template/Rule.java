package io.partway.local.template;

import java.util.Optional;

/// A rule of the event bus.
///
/// @param name the logical id of the rule
/// @param deadLetters the queue of what does not reach the target; empty where that is lost
public record Rule(
    String name, Target target, EventPattern pattern, Optional<String> deadLetters) {}
