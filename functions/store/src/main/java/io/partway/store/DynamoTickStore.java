package io.partway.store;

import io.partway.core.association.RequestId;
import io.partway.core.event.Reminder;
import io.partway.core.event.Tick;
import io.partway.core.event.TickStore;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore.Overdue;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The last tick of the schedule, and the reminders that became due.
final class DynamoTickStore implements TickStore {
  /// What the stream's filter knows a tick by.
  static final String KIND = "tick";

  private final Database database;
  private final DueIndex due;

  @Inject
  DynamoTickStore(Database database, DueIndex due) {
    this.database = database;
    this.due = due;
  }

  @Override
  public @Nullable Tick last() {
    Item item = database.read(Keys.TICK);
    return item == null
        ? null
        : new Tick(
            item.instant(Attribute.AT),
            item.count(Attribute.EXPIRED),
            item.count(Attribute.OVERTAKEN),
            item.count(Attribute.REMINDERS),
            item.flag(Attribute.COMPLETE),
            item.instant(Attribute.REMINDED_AT));
  }

  @Override
  public void keep(Tick tick) {
    Write put =
        Write.put(
            Writer.of(Keys.TICK)
                .text(Attribute.KIND, KIND)
                .instant(Attribute.AT, tick.at())
                .number(Attribute.EXPIRED, tick.expired())
                .number(Attribute.OVERTAKEN, tick.overtaken())
                .number(Attribute.REMINDERS, tick.reminders())
                .flag(Attribute.COMPLETE, tick.complete())
                .instant(Attribute.REMINDED_AT, tick.remindedUntil())
                .item());
    database.commit(new Transaction().with("tick", put));
  }

  @Override
  public boolean forEachDeadline(Instant after, Instant until, Consumer<Overdue> action) {
    return due.forEach(after.plusMillis(1), until, action);
  }

  @Override
  public boolean remind(Reminder reminder) {
    RequestId request = reminder.request();
    Outcome outcome =
        database.commit(
            new Transaction()
                .with(
                    "request",
                    Write.check(Keys.request(reminder.pair(), request))
                        .whenEqual(Attribute.STATUS, Writer.value(RequestStatus.PENDING)))
                .with("reminder", Write.put(ReminderItem.of(reminder)).whenNew()));
    return switch (outcome) {
      case Outcome.Done() -> true;
      case Outcome.Refused _ -> false;
    };
  }
}
