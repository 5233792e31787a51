package io.partway.local.template;

/// A rule of the event bus.
///
/// @param name the logical id of the rule
/// @param function the logical id of the function that it invokes
public record Rule(String name, String function, EventPattern pattern) {}
