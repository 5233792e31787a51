package io.partway.local.system;

import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import java.nio.file.Path;

/// The functions in this process.
class EndToEndTest extends EndToEndSuite {
  @Override
  LocalSystem start(Path folder) {
    return LocalSystem.start(LocalOptions.forTests());
  }
}
