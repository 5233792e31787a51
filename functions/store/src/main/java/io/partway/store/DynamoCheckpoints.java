package io.partway.store;

import io.partway.core.ingest.Checkpoints;
import io.partway.core.ingest.IntakeObjects;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How far files have been taken in, remembered for a month.
final class DynamoCheckpoints implements Checkpoints {
  private static final Duration KEPT = Duration.ofDays(30);

  private final Database database;
  private final InstantSource clock;

  @Inject
  DynamoCheckpoints(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Progress read(IntakeObjects.Ref object) {
    Item item = database.read(Keys.checkpoint(object));
    return item == null ? Progress.START : CheckpointItem.read(item);
  }

  @Override
  public boolean advance(IntakeObjects.Ref object, Progress before, Progress after) {
    Instant forgettable = clock.instant().plus(KEPT);
    Write put = Write.put(CheckpointItem.of(object, after, forgettable));
    Write held =
        before.equals(Progress.START)
            ? put.whenNew()
            : put.whenEqual(Attribute.OFFSET, Writer.value(before.offset()))
                .whenEqual(Attribute.PARTS, Writer.value(before.parts()))
                .whenEqual(Attribute.COMPLETE, Writer.value(before.complete()));
    return switch (database.commit(new Transaction().with("checkpoint", held))) {
      case Outcome.Done() -> true;
      case Outcome.Refused _ -> false;
    };
  }
}
