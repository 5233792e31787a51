package io.partway.store;

import io.partway.core.verification.CodeStore;
import io.partway.core.verification.Purpose;
import io.partway.core.verification.SpentCode;
import io.partway.core.verification.StoredCode;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Verification codes, each under its purpose, and the day's count of a user. Every write is a
/// transaction, if only of one item: those are the writes that a repetition does not apply twice.
final class DynamoCodeStore implements CodeStore {
  private static final String CODE = "code";
  private static final String COUNT = "count";

  private final Database database;

  @Inject
  DynamoCodeStore(Database database) {
    this.database = database;
  }

  @Override
  public Known read(Purpose purpose, LocalDate day) {
    Key code = Keys.code(purpose);
    Key count = Keys.codes(purpose, day);
    Map<Key, Item> found = database.read(List.of(code, count), Database.Reading.STRONG);
    Item counted = found.get(count);
    return new Known(stored(found.get(code)), counted == null ? 0 : counted.count(Attribute.CODES));
  }

  @Override
  public @Nullable StoredCode read(Purpose purpose) {
    return stored(database.read(Keys.code(purpose)));
  }

  private static @Nullable StoredCode stored(@Nullable Item item) {
    return item == null
        ? null
        : new StoredCode(
            item.text(Attribute.HASH),
            item.count(Attribute.ATTEMPTS),
            item.instant(Attribute.SENT_AT),
            item.instant(Attribute.EXPIRES_AT));
  }

  @Override
  public boolean issue(
      Purpose purpose, @Nullable StoredCode before, StoredCode code, LocalDate day, int perDay) {
    Write put = Write.put(Codes.item(purpose, code));
    Write count = Write.update(Keys.codes(purpose, day));
    String codes = count.name(Attribute.CODES);
    count
        .add(Attribute.CODES, 1)
        .set(
            Attribute.TTL,
            Writer.value(
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).plus(Codes.KEPT).toEpochSecond()))
        .when(
            "attribute_not_exists("
                + codes
                + ") OR "
                + codes
                + " < "
                + count.value(Writer.value(perDay)));
    return done(
        new Transaction()
            .with(CODE, before == null ? put.whenNew() : unchanged(put, before))
            .with(COUNT, count));
  }

  @Override
  public void retract(Purpose purpose, StoredCode code, LocalDate day) {
    done(
        new Transaction()
            .with(CODE, Codes.spend(new SpentCode(purpose, code.hash())))
            .with(COUNT, Write.update(Keys.codes(purpose, day)).add(Attribute.CODES, -1)));
  }

  @Override
  public boolean reserve(Purpose purpose, StoredCode code) {
    Write counted = unchanged(Write.update(Keys.code(purpose)).add(Attribute.ATTEMPTS, 1), code);
    return done(
        new Transaction()
            .with(CODE, counted.whenEqual(Attribute.ATTEMPTS, Writer.value(code.attempts()))));
  }

  @Override
  public void giveBack(Purpose purpose, StoredCode code) {
    done(
        new Transaction()
            .with(
                CODE,
                unchanged(Write.update(Keys.code(purpose)).add(Attribute.ATTEMPTS, -1), code)));
  }

  private static Write unchanged(Write write, StoredCode code) {
    return write.whenEqual(Attribute.HASH, Writer.value(code.hash()));
  }

  private boolean done(Transaction transaction) {
    return switch (database.commit(transaction)) {
      case Outcome.Done() -> true;
      case Outcome.Refused _ -> false;
    };
  }
}
