package io.partway.store;

import io.partway.core.association.AssociationType;
import io.partway.core.association.Names;
import io.partway.core.association.RequestId;
import io.partway.core.grant.GrantId;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaScope;
import io.partway.core.record.Direction;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordKind;
import io.partway.core.record.RecordLine;
import io.partway.core.record.RecordQuery;
import io.partway.core.record.RecordStatus;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Histories and questions about them out of a seed; few instants and parties, so that ties and
/// meetings abound.
final class Histories {
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final int DAYS = 60;

  private final Random random;
  private final String prefix;

  /// @param prefix of all party ids, so that several histories share a table
  Histories(long seed, String prefix) {
    this.random = new Random(seed);
    this.prefix = prefix;
  }

  List<RecordLine> lines(int count) {
    return IntStream.range(0, count).mapToObj(this::line).toList();
  }

  RecordQuery query() {
    Party owner = any(Party.values());
    return new RecordQuery(
        owner,
        owner == Party.PARTNER ? partner().value() : customer().value(),
        sometimes(3, () -> any(RecordKind.values())),
        sometimes(3, () -> any(RecordStatus.values())),
        sometimes(4, () -> any(Direction.values())),
        sometimes(4, () -> instant().plusNanos(random.nextInt(2))),
        sometimes(4, () -> instant().plusNanos(random.nextInt(2))),
        sometimes(
            4,
            () ->
                any(
                    owner == Party.PARTNER ? customer().value() : partner().value(),
                    "nobody",
                    "no id at all")));
  }

  Instant instant() {
    return START.plus(Duration.ofHours(12L * random.nextInt(DAYS * 2)));
  }

  DisassociationRequest pending(String id, Instant submittedAt, Instant expiresAt) {
    Party initiator = any(Party.values());
    return new DisassociationRequest(
        new RequestId(id),
        pair(),
        initiator,
        AssociationType.RESELLER,
        names(),
        "because",
        submittedAt,
        expiresAt,
        RequestStatus.PENDING,
        null,
        null,
        List.of(),
        "hash",
        1);
  }

  /// What a reader is to see, plainly computed.
  static List<RecordLine> expected(List<RecordLine> lines, RecordQuery query, Instant now) {
    Comparator<RecordLine> order =
        query.status() == RecordStatus.PENDING
            ? Comparator.comparing(Histories::deadline).thenComparing(RecordLine::id)
            : Comparator.comparing(RecordLine::at).thenComparing(RecordLine::id).reversed();
    return lines.stream()
        .map(line -> seen(line, now))
        .filter(query::matches)
        .sorted(order)
        .toList();
  }

  /// As the sweep leaves it.
  static RecordLine seen(RecordLine line, Instant now) {
    return line instanceof HistoryRecord.Request(var request)
        ? new HistoryRecord.Request(request.at(now))
        : line;
  }

  private static Instant deadline(RecordLine line) {
    return ((HistoryRecord.Request) line).request().expiresAt();
  }

  private RecordLine line(int number) {
    String id = prefix + random.nextInt(1_000) + "_" + number;
    Instant at = instant();
    return switch (random.nextInt(10)) {
      case 0, 1 -> new HistoryRecord.Established(id, pair(), names(), at, List.of());
      case 2 -> new HistoryRecord.Ended(id, pair(), names(), at, List.of());
      case 3 -> new HistoryRecord.Revealed(id, pair(), names(), at, "name", "somebody");
      case 4 -> new RecordLine.Granted(grant(id, at));
      default -> new HistoryRecord.Request(request(id, at));
    };
  }

  private QuotaGrant grant(String id, Instant at) {
    Party party = any(Party.values());
    Pair pair = pair();
    return new QuotaGrant(
        new GrantId(id),
        new QuotaScope(party, pair.idOf(party), sometimes(2, () -> pair.idOf(party.other()))),
        1 + random.nextInt(3),
        "SR-" + id,
        "because",
        at.plus(Duration.ofDays(90)),
        at,
        "op-1",
        at,
        null);
  }

  /// The id of somebody who has lines.
  static String somebody(List<RecordLine> lines, Party party) {
    return lines.stream()
        .filter(HistoryRecord.class::isInstance)
        .map(HistoryRecord.class::cast)
        .findFirst()
        .orElseThrow()
        .pair()
        .idOf(party);
  }

  private DisassociationRequest request(String id, Instant at) {
    // Not all with the same term: the policy changes.
    DisassociationRequest pending =
        pending(id, at, at.plus(Duration.ofDays(5 + random.nextInt(20))));
    Instant decidedAt = at.plus(Duration.ofHours(random.nextInt(100)));
    return switch (any(RequestStatus.values())) {
      case PENDING -> pending;
      case AGREED -> decided(pending, Decision.AGREE, decidedAt);
      case REJECTED -> decided(pending, Decision.REJECT, decidedAt);
      case WITHDRAWN -> decided(pending, Decision.WITHDRAW, decidedAt);
      case EXPIRED -> pending.at(pending.expiresAt());
      case CANCELLED -> pending.cancelled(decidedAt);
    };
  }

  static DisassociationRequest decided(
      DisassociationRequest pending, Decision decision, Instant at) {
    return pending.decided(decision, "so be it", at);
  }

  private Pair pair() {
    return new Pair(customer(), partner());
  }

  private PartnerId partner() {
    return new PartnerId(prefix + "-p" + random.nextInt(2));
  }

  private CustomerId customer() {
    return new CustomerId(prefix + "-c" + random.nextInt(4));
  }

  private Names names() {
    return new Names("The Partner", sometimes(2, () -> "Customer Ωmega"));
  }

  private <T> @Nullable T sometimes(int rarity, Supplier<T> value) {
    return random.nextInt(rarity) == 0 ? value.get() : null;
  }

  @SafeVarargs
  private final <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
