package io.partway.core.event;

import io.partway.core.request.RequestStatus;
import java.util.Optional;

/// The types of event, with the names that they have on the bus (`detail-type`).
public enum EventType {
  DISASSOCIATION_REQUESTED("DisassociationRequested"),
  DISASSOCIATION_AGREED("DisassociationAgreed"),
  DISASSOCIATION_REJECTED("DisassociationRejected"),
  DISASSOCIATION_WITHDRAWN("DisassociationWithdrawn"),
  DISASSOCIATION_EXPIRED("DisassociationExpired"),
  DISASSOCIATION_CANCELLED("DisassociationCancelled"),
  /// A pending request nears its deadline.
  DISASSOCIATION_REMINDER("DisassociationReminder"),
  ASSOCIATION_ESTABLISHED("AssociationEstablished"),
  /// By agreement, beside `DisassociationAgreed`, or reported by upstream.
  ASSOCIATION_ENDED("AssociationEnded"),
  /// A partner has looked at one masked value of a customer.
  CUSTOMER_REVEALED("CustomerRevealed"),
  QUOTA_GRANTED("QuotaGranted");

  private final String text;

  EventType(String text) {
    this.text = text;
  }

  /// Its name on the bus.
  public String text() {
    return text;
  }

  /// The type of this name; empty for any other text.
  public static Optional<EventType> parse(String text) {
    for (EventType type : values()) {
      if (type.text.equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// What a request that has become this tells; PENDING stands for having been submitted.
  public static EventType of(RequestStatus status) {
    return switch (status) {
      case PENDING -> DISASSOCIATION_REQUESTED;
      case AGREED -> DISASSOCIATION_AGREED;
      case REJECTED -> DISASSOCIATION_REJECTED;
      case WITHDRAWN -> DISASSOCIATION_WITHDRAWN;
      case EXPIRED -> DISASSOCIATION_EXPIRED;
      case CANCELLED -> DISASSOCIATION_CANCELLED;
    };
  }
}
