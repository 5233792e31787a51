package io.partway.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordQueryTest {
  private static final Instant AT = Samples.NOW;
  private static final DisassociationRequest REQUEST =
      Samples.submitted(new RequestId("r-1"), Samples.active(), Party.PARTNER, AT);
  private static final HistoryRecord LINE = new HistoryRecord.Request(REQUEST);
  private static final HistoryRecord ESTABLISHED =
      new HistoryRecord.Established("e", Samples.PAIR, Samples.active().names(), AT, List.of());
  private static final HistoryRecord ENDED =
      new HistoryRecord.Ended("x", Samples.PAIR, Samples.active().names(), AT, List.of());
  private static final HistoryRecord REVEALED =
      new HistoryRecord.Revealed(
          "v", Samples.PAIR, Samples.active().names(), AT, "name", "partner-admin");
  private static final List<HistoryRecord> ALL = List.of(LINE, ESTABLISHED, ENDED, REVEALED);

  private static RecordQuery of(Party owner) {
    return query(owner, Samples.PAIR.idOf(owner), null, null, null, null, null, null);
  }

  private static RecordQuery query(
      Party owner,
      String ownerId,
      @Nullable RecordKind kind,
      @Nullable RecordStatus status,
      @Nullable Direction direction,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String counterparty) {
    return new RecordQuery(owner, ownerId, kind, status, direction, from, to, counterparty);
  }

  private static List<String> found(RecordQuery query) {
    return ALL.stream().filter(query::matches).map(HistoryRecord::id).toList();
  }

  @Test
  void bothSidesSeeTheirHistoryAndOnlyTheCustomerReveals() {
    assertThat(found(of(Party.PARTNER))).containsExactly("r-1", "e", "x");
    assertThat(found(of(Party.CUSTOMER))).containsExactly("r-1", "e", "x", "v");
    assertThat(found(query(Party.PARTNER, "partner-2", null, null, null, null, null, null)))
        .isEmpty();
    assertThat(found(query(Party.CUSTOMER, "partner-1", null, null, null, null, null, null)))
        .isEmpty();
  }

  @Test
  void kindsAndStatusesAreExact() {
    String id = "customer-1";
    assertThat(found(query(Party.CUSTOMER, id, RecordKind.REVEAL, null, null, null, null, null)))
        .containsExactly("v");
    assertThat(
            found(query(Party.CUSTOMER, id, RecordKind.ASSOCIATION, null, null, null, null, null)))
        .containsExactly("e", "x");
    assertThat(
            found(
                query(Party.CUSTOMER, id, RecordKind.DISASSOCIATION, null, null, null, null, null)))
        .containsExactly("r-1");
    assertThat(found(query(Party.CUSTOMER, id, null, RecordStatus.ENDED, null, null, null, null)))
        .containsExactly("x");
    assertThat(
            found(
                query(Party.CUSTOMER, id, null, RecordStatus.ESTABLISHED, null, null, null, null)))
        .containsExactly("e");
    assertThat(found(query(Party.CUSTOMER, id, null, RecordStatus.PENDING, null, null, null, null)))
        .containsExactly("r-1");
    assertThat(found(query(Party.CUSTOMER, id, null, RecordStatus.EXPIRED, null, null, null, null)))
        .isEmpty();
  }

  @Test
  void directionExistsOnRequestsOnly() {
    assertThat(
            found(
                query(
                    Party.CUSTOMER,
                    "customer-1",
                    null,
                    null,
                    Direction.INCOMING,
                    null,
                    null,
                    null)))
        .containsExactly("r-1");
    assertThat(
            found(
                query(
                    Party.CUSTOMER,
                    "customer-1",
                    null,
                    null,
                    Direction.OUTGOING,
                    null,
                    null,
                    null)))
        .isEmpty();
    assertThat(
            found(
                query(
                    Party.PARTNER, "partner-1", null, null, Direction.OUTGOING, null, null, null)))
        .containsExactly("r-1");
    assertThat(
            found(
                query(
                    Party.PARTNER, "partner-1", null, null, Direction.INCOMING, null, null, null)))
        .isEmpty();
  }

  @Test
  void theRangeIsClosedOnTheLinesOwnInstant() {
    String id = "partner-1";
    assertThat(found(query(Party.PARTNER, id, null, null, null, AT, AT, null))).hasSize(3);
    assertThat(found(query(Party.PARTNER, id, null, null, null, AT.plusMillis(1), null, null)))
        .isEmpty();
    assertThat(found(query(Party.PARTNER, id, null, null, null, null, AT.minusMillis(1), null)))
        .isEmpty();
  }

  @Test
  void theCounterpartyIsTheOtherSide() {
    assertThat(found(query(Party.PARTNER, "partner-1", null, null, null, null, null, "customer-1")))
        .hasSize(3);
    assertThat(found(query(Party.PARTNER, "partner-1", null, null, null, null, null, "customer-2")))
        .isEmpty();
    assertThat(
            found(query(Party.CUSTOMER, "customer-1", null, null, null, null, null, "partner-1")))
        .hasSize(4);
  }

  @Test
  void everyLineTellsWhatItIsAbout() {
    assertThat(ALL)
        .allSatisfy(line -> {
          assertThat(line.pair()).isEqualTo(Samples.PAIR);
          assertThat(line.names()).isEqualTo(Samples.active().names());
          assertThat(line.at()).isEqualTo(AT);
        });
    assertThat(REVEALED.status()).isNull();
    Pair other = Samples.pair("customer-2", "partner-1");
    assertThat(new HistoryRecord.Ended("x", other, Samples.active().names(), AT, List.of()).pair())
        .isEqualTo(other);
  }

  @Test
  void aRequestKeepsItsStatusWord() {
    for (RequestStatus status : RequestStatus.values()) {
      assertThat(RecordStatus.of(status).word()).isEqualTo(status.word());
    }
    assertThat(Arrays.stream(RecordStatus.values()).map(RecordStatus::word))
        .contains("established", "ended");
  }
}
