package io.partway.local.functions;

/// The functions of the stack, wherever they run.
public interface Functions {
  /// Invokes a function and waits for its answer.
  ///
  /// @param name its logical id in the template
  /// @param event JSON
  FunctionOutcome invoke(String name, byte[] event);
}
