package io.partway.core.verification;

import io.partway.core.Word;

/// What a verification code can be asked for.
public enum Operation implements Word {
  /// Submitting a request to the counterparty that is the target.
  SUBMIT,
  /// Agreeing to the request that is the target.
  AGREE,
  /// Rejecting the request that is the target.
  REJECT,
  /// Withdrawing the request that is the target.
  WITHDRAW,
  /// Changing whom the caller's party has told of what happens.
  CHANGE_CONTACTS,
  /// Having no codes asked for any more.
  DISABLE_VERIFICATION
}
