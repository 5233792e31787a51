package io.partway.core.notification;

import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.event.EventId;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;

/// Events of the sample pair, each with an id that tells what it is.
final class EventSamples {
  static final Instant AT = Samples.NOW;
  static final Instant DEADLINE = AT.plus(Samples.EXPIRY);
  static final RequestId REQUEST = new RequestId("request-1");

  private EventSamples() {}

  static RequestMoved moved(RequestStatus status, Party initiator) {
    return new RequestMoved(
        new EventId(status.word() + "-of-" + initiator.word()),
        status == RequestStatus.EXPIRED ? DEADLINE : AT,
        Samples.PAIR,
        status,
        REQUEST,
        initiator,
        AT,
        DEADLINE);
  }

  static RequestReminder reminder(Party initiator, int days) {
    return new RequestReminder(
        new EventId("reminder-" + days),
        DEADLINE.minus(Duration.ofDays(days)),
        Samples.PAIR,
        REQUEST,
        initiator,
        AT,
        DEADLINE,
        days);
  }

  static AssociationEnded ended(EndCause cause) {
    return new AssociationEnded(new EventId("ended-" + cause.word()), AT, Samples.PAIR, cause);
  }

  static DomainEvent established() {
    return new AssociationEstablished(new EventId("established"), AT, Samples.PAIR);
  }

  static DomainEvent revealed() {
    return new CustomerRevealed(new EventId("revealed"), AT, Samples.PAIR, "record-1", "name");
  }

  static DomainEvent granted(Party party) {
    return new QuotaGranted(
        new EventId("granted"), AT, "grant-1", party, Samples.PAIR.idOf(party), null, 2, DEADLINE);
  }
}
