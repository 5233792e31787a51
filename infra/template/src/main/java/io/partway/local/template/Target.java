package io.partway.local.template;

/// Where a rule sends its events.
public sealed interface Target {
  /// Its logical id.
  String name();

  /// A function, which is invoked and not waited for.
  record Function(String name) implements Target {}

  /// A queue, into which the event is put as it is.
  record Queue(String name) implements Target {}
}
