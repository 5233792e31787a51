package io.partway.rotatesecrets;

import io.partway.gateway.EventFailed;
import java.util.Arrays;

/// The steps of a rotation, one invocation each, in this order; any of them may come again.
enum Step {
  /// Make the new text and keep it as the pending one.
  CREATE_SECRET("createSecret"),
  /// Have whoever must know the new text take it in.
  SET_SECRET("setSecret"),
  /// See whether it can be used.
  TEST_SECRET("testSecret"),
  /// Make the pending text the current one.
  FINISH_SECRET("finishSecret");

  private final String word;

  Step(String word) {
    this.word = word;
  }

  /// @throws EventFailed when there is no step of this name
  static Step of(String word) {
    return Arrays.stream(values())
        .filter(step -> step.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new EventFailed("A rotation has no such step."));
  }
}
