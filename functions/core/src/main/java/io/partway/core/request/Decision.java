package io.partway.core.request;

import io.partway.core.Word;
import io.partway.core.party.Party;

/// How a pending request can be brought to its end by a person.
public enum Decision implements Word {
  AGREE(Action.AGREE, RequestStatus.AGREED),
  REJECT(Action.REJECT, RequestStatus.REJECTED),
  WITHDRAW(Action.WITHDRAW, RequestStatus.WITHDRAWN);

  private final Action action;
  private final RequestStatus outcome;

  Decision(Action action, RequestStatus outcome) {
    this.action = action;
    this.outcome = outcome;
  }

  /// The action this decision is.
  public Action action() {
    return action;
  }

  /// What the request becomes.
  public RequestStatus outcome() {
    return outcome;
  }

  /// The side that may take it: the initiator can never decide, the counterparty never withdraw.
  public Party sideOf(Party initiator) {
    return switch (this) {
      case AGREE, REJECT -> initiator.other();
      case WITHDRAW -> initiator;
    };
  }
}
