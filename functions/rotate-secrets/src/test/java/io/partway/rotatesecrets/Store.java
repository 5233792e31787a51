package io.partway.rotatesecrets;

import io.partway.platform.Host;
import io.partway.platform.Secret;
import java.util.Map;

/// What the function works on, and how a test looks at it.
interface Store {
  /// A machine whose secrets lie here.
  Host host();

  /// Where this secret lies.
  String arn(Secret secret);

  /// What everybody reads.
  String current(Secret secret);

  /// Somebody puts this by hand, at once the current text.
  void put(Secret secret, String text);

  /// Variables that say where the secrets lie.
  default Map<String, String> variables() {
    return Map.of(
        "TABLE_NAME",
        "Associations",
        Secret.CURSOR_KEY.variable(),
        arn(Secret.CURSOR_KEY),
        Secret.HISTORY_KEY.variable(),
        arn(Secret.HISTORY_KEY),
        Secret.CODE_PEPPER.variable(),
        arn(Secret.CODE_PEPPER));
  }
}
