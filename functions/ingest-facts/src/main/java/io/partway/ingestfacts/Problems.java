package io.partway.ingestfacts;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with a line or an event, for whoever made it to read. No problem tells a
/// value, or the name of an unknown member: either may be personal.
final class Problems {
  /// Those that are spelled out; a list may have thousands of the same kind.
  private static final int SPELLED_OUT = 20;

  private final List<String> problems = new ArrayList<>();
  private int more;

  /// @param where path of the member
  /// @param change what to do about it, a whole sentence
  void add(String where, String change) {
    add(where + ": " + change);
  }

  void add(String problem) {
    if (problems.size() < SPELLED_OUT) {
      problems.add(problem);
    } else {
      more++;
    }
  }

  boolean none() {
    return problems.isEmpty();
  }

  /// All of them in one text.
  String reason() {
    return String.join(" ", problems) + (more == 0 ? "" : " And " + more + " more.");
  }
}
