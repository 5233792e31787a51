package io.partway.local.template;

/// Stands for Secrets Manager: text that nobody chose and that stays the same as long as the data
/// folder does.
@FunctionalInterface
public interface Secrets {
  /// @param name what the template calls the secret
  /// @return its text; made when asked for the first time
  String text(String name);
}
