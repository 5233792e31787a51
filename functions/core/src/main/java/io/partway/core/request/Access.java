package io.partway.core.request;

/// Whether a caller may come near a thing at all, asked before anything he sent is looked at, so
/// that nothing leaks.
public sealed interface Access<T> {
  /// He sees it.
  record Granted<T>(T value) implements Access<T> {}

  /// There is no such thing, as far as he may know: unknown, malformed and foreign ids are all the
  /// same.
  record Hidden<T>() implements Access<T> {}

  /// He sees it but his role may not do this.
  record RoleNotAllowed<T>() implements Access<T> {}
}
