package io.partway.core.reveal;

import io.partway.core.Fault;
import io.partway.core.IdSource;
import io.partway.core.Limit;
import io.partway.core.Word;
import io.partway.core.association.Association;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.policy.Policy;
import io.partway.core.record.HistoryRecord;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A partner's admin looks at one masked field of up to 50 customers. Nothing is shown unless the
/// look has been recorded where the customer can see it, and one customer who may not be looked at
/// refuses them all.
public final class RevealCustomers {
  private final RevealStore store;
  private final InstantSource clock;
  private final IdSource ids;
  private final Policy policy;

  @Inject
  RevealCustomers(RevealStore store, InstantSource clock, IdSource ids, Policy policy) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.policy = policy;
  }

  /// What the body says; every member as it came.
  public record Command(@Nullable String field, @Nullable List<@Nullable String> customerIds) {}

  /// What became of it.
  public sealed interface Outcome {
    /// In the order asked for, duplicates once.
    record Revealed(List<Value> values) implements Outcome {}

    record Invalid(List<Fault> faults) implements Outcome {}

    /// At least one is unknown, foreign or malformed.
    record Hidden() implements Outcome {}

    /// At least one of the associations has ended.
    record AssociationEnded() implements Outcome {}

    /// @param retryAfter until the next clock hour
    record TooMany(Duration retryAfter) implements Outcome {}
  }

  /// @param value null where upstream reported none
  public record Value(String customerId, @Nullable String value) {
    @Override
    public String toString() {
      return "Value[REDACTED]";
    }
  }

  /// Reveals.
  ///
  /// @param caller a partner's admin
  public Outcome reveal(Member caller, Command command) {
    List<Fault> faults = new ArrayList<>();
    Optional<PersonalField> field = field(command, faults);
    List<String> customerIds = customerIds(command, faults);
    if (!faults.isEmpty() || field.isEmpty()) {
      return new Outcome.Invalid(List.copyOf(faults));
    }
    Set<Pair> asked = new LinkedHashSet<>();
    for (String id : customerIds) {
      Optional<Pair> pair = caller.pairWith(id);
      if (pair.isEmpty()) {
        return new Outcome.Hidden();
      }
      asked.add(pair.get());
    }
    Map<Pair, Association> known = store.read(asked);
    List<Association> associations = new ArrayList<>();
    for (Pair pair : asked) {
      Association association = known.get(pair);
      if (association == null || !association.visibleTo(caller)) {
        return new Outcome.Hidden();
      }
      associations.add(association);
    }
    if (!associations.stream().allMatch(Association::active)) {
      return new Outcome.AssociationEnded();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    List<HistoryRecord.Revealed> records = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (Association association : associations) {
      Pair pair = association.pair();
      records.add(
          new HistoryRecord.Revealed(
              ids.next(), pair, association.names(), now, field.get().word(), caller.subject()));
      values.add(new Value(pair.customer().value(), field.get().of(association.profile())));
    }
    return store.record(records, caller.subject(), hour, policy.revealsPerHour())
        ? new Outcome.Revealed(List.copyOf(values))
        : new Outcome.TooMany(Duration.between(now, hour.plus(1, ChronoUnit.HOURS)));
  }

  private static Optional<PersonalField> field(Command command, List<Fault> faults) {
    if (command.field() == null) {
      faults.add(Fault.required("field"));
      return Optional.empty();
    }
    Optional<PersonalField> field = Word.parse(PersonalField.class, command.field());
    if (field.isEmpty()) {
      faults.add(new Fault("field", "unknown", "Use one of: name, account, mobile."));
    }
    return field;
  }

  private static List<String> customerIds(Command command, List<Fault> faults) {
    List<@Nullable String> given = command.customerIds();
    if (given == null) {
      faults.add(Fault.required("customerIds"));
      return List.of();
    }
    if (given.isEmpty()) {
      faults.add(new Fault("customerIds", "too-few", "Name at least one customer."));
    }
    if (given.size() > Limit.REVEAL_BATCH.standard()) {
      faults.add(
          new Fault(
              "customerIds",
              "too-many",
              "Name at most " + Limit.REVEAL_BATCH.standard() + " customers."));
    }
    List<String> customerIds = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String id = given.get(i);
      if (id == null) {
        faults.add(Fault.required("customerIds/" + i));
      } else {
        customerIds.add(id);
      }
    }
    return customerIds;
  }
}
