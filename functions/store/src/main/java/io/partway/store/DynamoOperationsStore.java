package io.partway.store;

import io.partway.core.operations.Backlog;
import io.partway.core.operations.OperationsStore;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is overdue, and how far the outbox is.
final class DynamoOperationsStore implements OperationsStore {
  private final Database database;
  private final DueIndex due;

  @Inject
  DynamoOperationsStore(Database database, DueIndex due) {
    this.database = database;
    this.due = due;
  }

  @Override
  public Backlog overdue(Instant now) {
    return due.count(now);
  }

  @Override
  public @Nullable Instant heard() {
    Item item = database.read(Keys.HEARD);
    return item == null ? null : item.instant(Attribute.AT);
  }

  @Override
  public void hear(Instant tick) {
    Write put = Write.put(Writer.of(Keys.HEARD).instant(Attribute.AT, tick).item());
    String at = put.name(Attribute.AT);
    put.when("attribute_not_exists(" + at + ") OR " + at + " < " + put.value(Writer.value(tick)));
    database.commit(new Transaction().with("heard", put));
  }
}
