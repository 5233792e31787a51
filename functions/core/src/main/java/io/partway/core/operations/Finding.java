package io.partway.core.operations;

import io.partway.core.Word;

/// What somebody has to look after.
public enum Finding implements Word {
  SWEEP_LATE(
      "The schedule has not ticked for minutes: nothing expires on record, nobody is reminded."),
  REQUESTS_OVERDUE("Requests wait for minutes to be written down as expired."),
  EVENTS_LATE("For minutes nothing has come through the outbox: others are not told of changes."),
  DEAD_LETTERS("Something was given up and lies in a queue."),
  DEAD_LETTERS_UNKNOWN("A queue did not answer.");

  private final String detail;

  Finding(String detail) {
    this.detail = detail;
  }

  /// What it means, in one sentence.
  public String detail() {
    return detail;
  }
}
