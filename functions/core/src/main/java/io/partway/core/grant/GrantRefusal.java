package io.partway.core.grant;

import io.partway.core.Word;

/// Why an operator may not confirm a grant. The word is both the reason in `allowedActions` and the
/// problem code of the refusal.
public enum GrantRefusal implements Word {
  /// Only admins of the desk may.
  ROLE_NOT_ALLOWED,
  /// Who has entered a grant does not confirm it.
  SECOND_OPERATOR_REQUIRED,
  /// It adds already, or has done so.
  ALREADY_GRANTED,
  /// It can no longer be given as it was entered.
  GRANT_OUTDATED
}
