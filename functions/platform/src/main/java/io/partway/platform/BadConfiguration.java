package io.partway.platform;

import java.util.List;

/// The environment variables of a function do not make sense. A deployment should not need as many
/// attempts as it has mistakes, so all of them are named; none of the values is.
public final class BadConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadConfiguration(List<String> problems) {
    super("The environment variables need a change: " + String.join("; ", problems));
  }
}
