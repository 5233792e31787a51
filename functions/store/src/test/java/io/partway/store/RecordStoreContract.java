package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Ticker;
import io.partway.core.party.Party;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordKind;
import io.partway.core.record.RecordLine;
import io.partway.core.record.RecordQuery;
import io.partway.core.record.RecordStatus;
import io.partway.core.record.RecordStore.Slice;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.RecordingDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for the history on any engine.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecordStoreContract {
  private static final Ticker STOPPED = () -> 0;
  private static final Instant NOW = Histories.START.plus(Duration.ofDays(40));

  private final int questions;
  private final List<RecordLine> lines = new Histories(1, "all").lines(400);
  private @Nullable RecordingDynamoDb recording;
  private @Nullable ListsTable table;

  /// @param questions to ask in each round; a slow engine is asked fewer
  RecordStoreContract(int questions) {
    this.questions = questions;
  }

  @BeforeAll
  void load(DynamoDbEngine engine) {
    RecordingDynamoDb recorder = new RecordingDynamoDb(engine.client());
    recording = recorder;
    table = new ListsTable(recorder.client(), new TableName(engine.newTableName()));
    lines.forEach(table()::with);
    table().store();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyPageOfAnyQuestionIsRight(long seed) {
    Random random = new Random(seed);
    Histories asker = new Histories(seed, "all");
    for (int i = 0; i < questions; i++) {
      RecordQuery query = asker.query();
      Instant now = asker.instant();

      Walk walk = walk(store(random.nextInt(3) * 7, STOPPED), query, now, random);

      assertThat(walk.lines).as(query.toString()).isEqualTo(Histories.expected(lines, query, now));
      assertThat(walk.complete).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {200, 800, 1_600})
  void everyLineIsMetOnceHoweverLittleTimeThereIs(long millisPerLook) {
    Random random = new Random(millisPerLook);
    Histories asker = new Histories(millisPerLook, "all");
    for (int i = 0; i < questions; i++) {
      RecordQuery query = asker.query();
      AtomicLong nanos = new AtomicLong();
      Ticker ticker = () -> nanos.addAndGet(millisPerLook * 1_000_000);

      Walk walk = walk(store(4, ticker), query, NOW, random);

      List<RecordLine> expected = Histories.expected(lines, query, NOW);
      if (query.status() == RecordStatus.PENDING) {
        assertThat(walk.lines).containsExactlyInAnyOrderElementsOf(expected);
      } else {
        assertThat(walk.lines).as(query.toString()).isEqualTo(expected);
      }
    }
  }

  @Test
  void saysThatTimeRanOut() {
    AtomicLong nanos = new AtomicLong();
    Ticker ticker = () -> nanos.addAndGet(2_000_000_000);

    Slice newest = store(4, ticker).page(all(Party.PARTNER, null), NOW, null, 100);
    Slice pending = store(4, ticker).page(all(Party.PARTNER, RecordStatus.PENDING), NOW, null, 100);

    assertThat(newest.complete()).isFalse();
    assertThat(newest.lines()).hasSizeLessThan(100);
    assertThat(newest.next()).isNotNull();
    assertThat(pending.complete()).isFalse();
    assertThat(pending.next()).isNotNull();
  }

  @Test
  void theSweepChangesNothingThatIsSeen() {
    Histories histories = new Histories(5, "swept");
    List<RecordLine> unswept = histories.lines(120);
    unswept.forEach(table()::with);
    table().store();
    List<RecordQuery> queries = new ArrayList<>();
    List<List<RecordLine>> before = new ArrayList<>();
    for (int i = 0; i < 2 * questions; i++) {
      RecordQuery query = histories.query();
      queries.add(query);
      before.add(walk(store(0, STOPPED), query, NOW, new Random(i)).lines);
    }

    unswept.forEach(line -> table().with(Histories.seen(line, NOW)));
    table().store();

    for (int i = 0; i < queries.size(); i++) {
      assertThat(walk(store(0, STOPPED), queries.get(i), NOW, new Random(i)).lines)
          .isEqualTo(before.get(i));
    }
  }

  @Test
  void aRequestIsExpiredAtItsDeadlineAndNotBefore() {
    Histories histories = new Histories(6, "deadline");
    DisassociationRequest request =
        histories.pending("deadline-1", NOW.minus(Duration.ofDays(15)), NOW);
    table().with(new HistoryRecord.Request(request)).store();

    Instant before = NOW.minusMillis(1);
    assertThat(statuses(request, RecordStatus.PENDING, before))
        .containsExactly(RecordStatus.PENDING);
    assertThat(statuses(request, RecordStatus.EXPIRED, before)).isEmpty();
    assertThat(statuses(request, RecordStatus.PENDING, NOW)).isEmpty();
    assertThat(statuses(request, RecordStatus.EXPIRED, NOW)).containsExactly(RecordStatus.EXPIRED);
    assertThat(statuses(request, null, NOW)).containsExactly(RecordStatus.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource(Decision.class)
  void aRequestDecidedBetweenTwoPagesMovesNoOtherLine(Decision decision) {
    Histories histories = new Histories(7, "moving" + decision.word());
    List<RecordLine> history = histories.lines(80);
    history.forEach(table()::with);
    table().store();
    for (Party owner : Party.values()) {
      RecordQuery query =
          new RecordQuery(
              owner,
              Histories.somebody(history, owner),
              RecordKind.DISASSOCIATION,
              null,
              null,
              null,
              null,
              null);
      List<RecordLine> expected = Histories.expected(history, query, Histories.START);
      Slice first = store(0, STOPPED).page(query, Histories.START, null, 5);
      List<HistoryRecord.Request> moved =
          expected.stream()
              .map(HistoryRecord.Request.class::cast)
              .filter(r -> r.request().at(Histories.START).decidedAt() == null)
              .toList();
      moved.forEach(r ->
          table()
              .with(
                  new HistoryRecord.Request(
                      Histories.decided(r.request(), decision, r.request().submittedAt()))));
      table().store();

      List<String> met = new ArrayList<>(first.lines().stream().map(RecordLine::id).toList());
      String position = first.next();
      while (position != null) {
        Slice page = store(0, STOPPED).page(query, Histories.START, position, 3);
        met.addAll(page.lines().stream().map(RecordLine::id).toList());
        position = page.next();
      }

      assertThat(moved).isNotEmpty();
      assertThat(met).isEqualTo(expected.stream().map(RecordLine::id).toList());
      history.forEach(table()::with);
      table().store();
    }
  }

  @Test
  void onlyTheCustomerSeesWhoLooked() {
    RecordQuery partners = reveals(Party.PARTNER);
    RecordQuery customers = reveals(Party.CUSTOMER);
    recording().take();

    assertThat(store(0, STOPPED).page(partners, NOW, null, 100).lines()).isEmpty();
    assertThat(recording().take()).isEmpty();
    assertThat(store(0, STOPPED).page(customers, NOW, null, 100).lines()).isNotEmpty();
  }

  @Test
  void asksEachRunOnceForAFirstPage() {
    recording().take();
    store(0, STOPPED).page(all(Party.PARTNER, null), NOW, null, 5);
    assertThat(recording().count()).containsOnlyKeys("Query").containsEntry("Query", 9L);

    store(0, STOPPED).page(all(Party.PARTNER, RecordStatus.AGREED), NOW, null, 5);
    assertThat(recording().count()).containsEntry("Query", 1L);

    store(0, STOPPED).page(all(Party.PARTNER, RecordStatus.PENDING), NOW, null, 5);
    assertThat(recording().count()).containsEntry("Query", 1L);
  }

  private List<@Nullable RecordStatus> statuses(
      DisassociationRequest request, @Nullable RecordStatus status, Instant now) {
    RecordQuery query =
        new RecordQuery(
            Party.CUSTOMER,
            request.pair().customer().value(),
            null,
            status,
            null,
            null,
            null,
            null);
    return store(0, STOPPED).page(query, now, null, 10).lines().stream()
        .<@Nullable RecordStatus>map(RecordLine::status)
        .toList();
  }

  private RecordQuery reveals(Party owner) {
    return new RecordQuery(
        owner, Histories.somebody(lines, owner), RecordKind.REVEAL, null, null, null, null, null);
  }

  private RecordQuery all(Party owner, @Nullable RecordStatus status) {
    return new RecordQuery(
        owner, Histories.somebody(lines, owner), null, status, null, null, null, null);
  }

  private record Walk(List<RecordLine> lines, boolean complete) {}

  private static Walk walk(DynamoRecordStore store, RecordQuery query, Instant now, Random random) {
    List<RecordLine> lines = new ArrayList<>();
    boolean complete = true;
    String position = null;
    do {
      int limit = 1 + random.nextInt(40);
      Slice page = store.page(query, now, position, limit);
      assertThat(page.lines()).hasSizeLessThanOrEqualTo(limit);
      lines.addAll(page.lines());
      complete &= page.complete();
      position = page.next();
      if (position != null) {
        assertThat(position).hasSizeLessThan(500);
        if (page.complete()) {
          assertThat(page.lines()).hasSize(limit);
        }
      }
    } while (position != null);
    return new Walk(lines, complete);
  }

  private DynamoRecordStore store(int mostItems, Ticker ticker) {
    return new DynamoRecordStore(new IndexReader(table().database(), mostItems), ticker);
  }

  private ListsTable table() {
    return Objects.requireNonNull(table);
  }

  private RecordingDynamoDb recording() {
    return Objects.requireNonNull(recording);
  }
}
