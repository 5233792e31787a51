package io.partway.core.notification;

import io.partway.core.Word;

/// What a notification tells. Its word begins the keys of its texts.
public enum NotificationType implements Word {
  /// To the decider: the other side asks to end the association.
  DISASSOCIATION_REQUESTED,
  /// To the initiator.
  DISASSOCIATION_AGREED,
  /// To the initiator.
  DISASSOCIATION_REJECTED,
  /// To the decider.
  DISASSOCIATION_WITHDRAWN,
  /// To both: nobody has acted.
  DISASSOCIATION_EXPIRED,
  /// To both: upstream has acted.
  DISASSOCIATION_CANCELLED,
  /// To the decider.
  DISASSOCIATION_REMINDER,
  /// To both: upstream has acted.
  ASSOCIATION_ENDED,
  /// To the party that has asked the support desk.
  QUOTA_GRANTED
}
