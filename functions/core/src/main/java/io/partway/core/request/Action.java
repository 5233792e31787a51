package io.partway.core.request;

import io.partway.core.Word;

/// What a member of a party can ask for on a pair.
public enum Action implements Word {
  SUBMIT,
  AGREE,
  REJECT,
  WITHDRAW
}
