package io.partway.core.grant;

import io.partway.core.Fault;
import io.partway.core.Limit;
import io.partway.core.Rfc3339;
import io.partway.core.Word;
import io.partway.core.grant.GrantQuota.Command;
import io.partway.core.party.Ids;
import io.partway.core.party.Party;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an operator has entered, as far as it makes sense; what does not is null and has a fault.
///
/// @param scope null unless party and ids make sense
record GrantForm(
    @Nullable QuotaScope scope,
    @Nullable Long extra,
    @Nullable String ticketNumber,
    @Nullable String reason,
    @Nullable Instant endsAt) {
  /// Reads a body and notes every fault that can be seen by itself.
  static GrantForm read(Command command, Policy policy, Instant now, List<Fault> faults) {
    Party party = party(command.party(), faults);
    String partyId = id("partyId", command.partyId(), faults);
    boolean counterpartySound = counterparty(command.counterpartyId(), party, policy, faults);
    QuotaScope scope =
        party == null || partyId == null || !counterpartySound
            ? null
            : new QuotaScope(party, partyId, command.counterpartyId());
    return new GrantForm(
        scope,
        extra(command.extra(), faults),
        ticket(command.ticketNumber(), faults),
        reason(command.reason(), faults),
        endsAt(command.endsAt(), now, faults));
  }

  /// The id of the grant; null unless scope and ticket make sense.
  @Nullable GrantId id() {
    return scope == null || ticketNumber == null
        ? null
        : GrantId.derive(scope.party(), scope.partyId(), ticketNumber);
  }

  /// Whether this asks for the very grant that there is on its ticket.
  boolean asksFor(QuotaGrant there) {
    return there.scope().equals(scope)
        && extra != null
        && extra == there.extra()
        && there.reason().equals(reason)
        && there.endsAt().equals(endsAt);
  }

  /// Notes it where this is too little to help, or more than a register holds.
  void fits(Room room, List<Fault> faults) {
    if (extra == null || extra < 1) {
      return;
    }
    if (room.smallest() > room.most()) {
      faults.add(
          new Fault(
              "extra",
              "too-large",
              "Limit and grants are at most "
                  + Limit.SUBMISSION_SLOTS.standard()
                  + " together, which leaves "
                  + room.most()
                  + "; it takes "
                  + room.smallest()
                  + " to let one more pass."));
    } else if (extra > room.most()) {
      faults.add(
          new Fault(
              "extra",
              "too-large",
              "Grant at most "
                  + room.most()
                  + ": limit and grants are at most "
                  + Limit.SUBMISSION_SLOTS.standard()
                  + " together."));
    } else if (extra < room.smallest()) {
      faults.add(
          new Fault(
              "extra",
              "too-small",
              "Grant at least " + room.smallest() + ": fewer would not let one more pass."));
    }
  }

  /// The grant, once there are no faults.
  ///
  /// @param unconfirmed how much needs no second operator
  QuotaGrant entered(String subject, Instant now, int unconfirmed) {
    int number = Math.toIntExact(Objects.requireNonNull(extra));
    return new QuotaGrant(
        Objects.requireNonNull(id()),
        Objects.requireNonNull(scope),
        number,
        Objects.requireNonNull(ticketNumber),
        Objects.requireNonNull(reason),
        Objects.requireNonNull(endsAt),
        now,
        subject,
        number > unconfirmed ? null : now,
        null);
  }

  private static @Nullable Party party(@Nullable String raw, List<Fault> faults) {
    if (raw == null) {
      faults.add(Fault.required("party"));
      return null;
    }
    Party party = Word.parse(Party.class, raw).orElse(null);
    if (party == null) {
      faults.add(new Fault("party", "unknown", "Use one of: partner, customer."));
    }
    return party;
  }

  private static @Nullable String id(String member, @Nullable String raw, List<Fault> faults) {
    if (raw == null) {
      faults.add(Fault.required(member));
      return null;
    }
    if (!Ids.wellFormed(raw)) {
      faults.add(
          new Fault(
              member, "malformed", "Give an id: 1 to 64 characters of A-Z, a-z, 0-9, _ and -."));
      return null;
    }
    return raw;
  }

  /// @return whether a scope can be named by it
  private static boolean counterparty(
      @Nullable String raw, @Nullable Party party, Policy policy, List<Fault> faults) {
    if (raw != null && id("counterpartyId", raw, faults) == null) {
      return false;
    }
    if (party == null) {
      return false;
    }
    switch (policy.scopeOf(party)) {
      case INITIATOR -> {
        if (raw != null) {
          faults.add(
              new Fault(
                  "counterpartyId",
                  "unexpected",
                  "Leave this member out: a " + party.word() + " has one quota over all."));
        }
      }
      case PAIR -> {
        if (raw == null) {
          faults.add(Fault.required("counterpartyId"));
        }
      }
    }
    return true;
  }

  private static @Nullable Long extra(@Nullable Long raw, List<Fault> faults) {
    if (raw == null) {
      faults.add(Fault.required("extra"));
    } else if (raw < 1) {
      faults.add(new Fault("extra", "too-small", "Grant at least 1."));
    }
    return raw;
  }

  private static @Nullable String ticket(@Nullable String raw, List<Fault> faults) {
    if (raw == null) {
      faults.add(Fault.required("ticketNumber"));
      return null;
    }
    String text = raw.strip();
    int most = Limit.TICKET_CHARACTERS.standard();
    if (text.isEmpty()
        || text.length() > most
        || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      faults.add(
          new Fault(
              "ticketNumber",
              "malformed",
              "Give 1 to "
                  + most
                  + " characters of printable ASCII, as the ticket system has it."));
      return null;
    }
    return text;
  }

  private static @Nullable String reason(@Nullable String raw, List<Fault> faults) {
    return switch (Reason.required(raw)) {
      case Reason.Reading.Good(var text) -> text;
      case Reason.Reading.Bad(var fault) -> {
        faults.add(fault);
        yield null;
      }
    };
  }

  private static @Nullable Instant endsAt(@Nullable String raw, Instant now, List<Fault> faults) {
    if (raw == null) {
      faults.add(Fault.required("endsAt"));
      return null;
    }
    Instant endsAt =
        Rfc3339.parse(raw).map(instant -> instant.truncatedTo(ChronoUnit.MILLIS)).orElse(null);
    if (endsAt == null) {
      faults.add(new Fault("endsAt", "malformed", "Give an instant such as 2026-01-31T00:00:00Z."));
    } else if (!endsAt.isAfter(now)) {
      faults.add(new Fault("endsAt", "passed", "Let it end after now."));
    }
    return endsAt;
  }
}
