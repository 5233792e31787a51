package io.partway.core.reveal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partway.core.Fault;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.policy.Policy;
import io.partway.core.record.HistoryRecord;
import io.partway.core.reveal.RevealCustomers.Command;
import io.partway.core.reveal.RevealCustomers.Outcome;
import io.partway.core.reveal.RevealCustomers.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RevealCustomersTest {
  private static final Member ADMIN = Samples.admin(Party.PARTNER);

  private final Map<Pair, Association> associations = new HashMap<>();
  private final List<HistoryRecord.Revealed> records = new ArrayList<>();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-10T09:59:59.999999Z"));
  private int reads;
  private boolean exhausted;
  private int drawn;

  private final RevealStore store =
      new RevealStore() {
        @Override
        public Map<Pair, Association> read(Set<Pair> pairs) {
          reads++;
          Map<Pair, Association> found = new HashMap<>(associations);
          found.keySet().retainAll(pairs);
          return found;
        }

        @Override
        public boolean record(
            List<HistoryRecord.Revealed> looks, String subject, Instant hour, int limit) {
          assertThat(subject).isEqualTo("partner-admin");
          assertThat(hour).isEqualTo(Instant.parse("2026-03-10T09:00:00Z"));
          assertThat(limit).isEqualTo(600);
          if (!exhausted) {
            records.addAll(looks);
          }
          return !exhausted;
        }
      };

  private final RevealCustomers reveal =
      new RevealCustomers(store, clock, () -> "id-" + ++drawn, Policy.standard());

  @BeforeEach
  void associate() {
    put(Samples.active());
    put(
        Samples.active(Samples.pair("customer-2", "partner-1"))
            .withRelation(
                AssociationType.REFERRAL,
                Samples.SINCE,
                new Profile(null, "Bo", null, null, null, null, List.of())));
    put(Samples.active(Samples.pair("customer-3", "partner-1")).ended(Samples.NOW));
    put(Samples.active(Samples.pair("customer-4", "partner-2")));
  }

  private void put(Association association) {
    associations.put(association.pair(), association);
  }

  private Outcome reveal(@Nullable String field, @Nullable String... ids) {
    return reveal.reveal(ADMIN, new Command(field, Arrays.asList(ids)));
  }

  @Test
  void showsInTheOrderAskedForAndRecordsEachLook() {
    assertThat(reveal("name", "customer-2", "customer-1", "customer-2"))
        .isEqualTo(
            new Outcome.Revealed(
                List.of(new Value("customer-2", "Bo"), new Value("customer-1", "Ana Lopez"))));
    Instant now = Instant.parse("2026-03-10T09:59:59.999Z");
    assertThat(records)
        .extracting(
            HistoryRecord.Revealed::id,
            r -> r.pair().customer().value(),
            HistoryRecord.Revealed::at,
            HistoryRecord.Revealed::field,
            HistoryRecord.Revealed::subject)
        .containsExactly(
            tuple("id-1", "customer-2", now, "name", "partner-admin"),
            tuple("id-2", "customer-1", now, "name", "partner-admin"));
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void everyMaskedFieldCanBeShown() {
    assertThat(reveal("account", "customer-1"))
        .isEqualTo(new Outcome.Revealed(List.of(new Value("customer-1", "ana.lopez"))));
    assertThat(reveal("mobile", "customer-1"))
        .isEqualTo(new Outcome.Revealed(List.of(new Value("customer-1", "+49 151 2345-678"))));
    // A look at what is not there is a look.
    assertThat(reveal("mobile", "customer-2"))
        .isEqualTo(new Outcome.Revealed(List.of(new Value("customer-2", null))));
    assertThat(records).hasSize(3);
  }

  @Test
  void allFaultsAreReportedTogether() {
    assertThat(faults(null))
        .containsExactly(tuple("field", "required"), tuple("customerIds", "too-few"));
    assertThat(faults("manager", "customer-1")).containsExactly(tuple("field", "unknown"));
    assertThat(faults("NAME", "a", null, "b", null))
        .containsExactly(
            tuple("field", "unknown"),
            tuple("customerIds/1", "required"),
            tuple("customerIds/3", "required"));
    assertThat(reveal.reveal(ADMIN, new Command("name", null)))
        .isEqualTo(new Outcome.Invalid(List.of(Fault.required("customerIds"))));
    assertThat(reads).isZero();
  }

  private List<Tuple> faults(@Nullable String field, @Nullable String... ids) {
    Outcome outcome = reveal(field, ids);
    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
    return ((Outcome.Invalid) outcome)
        .faults().stream().map((Fault f) -> tuple(f.member(), f.code())).toList();
  }

  @Test
  void fiftyAtMost() {
    String[] fifty =
        IntStream.range(0, 50).mapToObj(i -> "customer-" + (i % 2 + 1)).toArray(String[]::new);
    assertThat(reveal("name", fifty)).isInstanceOf(Outcome.Revealed.class);
    assertThat(records).hasSize(2);
    assertThat(faults("name", "x".repeat(51).split("")))
        .containsExactly(tuple("customerIds", "too-many"));
  }

  @Test
  void oneForeignIdHidesThemAll() {
    for (String id : List.of("customer-4", "customer-5", "customer 1", "")) {
      assertThat(reveal("name", "customer-1", id)).isEqualTo(new Outcome.Hidden());
      // Also where another one has ended: nothing leaks before the 404.
      assertThat(reveal("name", "customer-3", id)).isEqualTo(new Outcome.Hidden());
    }
    assertThat(records).isEmpty();
  }

  @Test
  void nothingIsShownAfterTheEnd() {
    assertThat(reveal("name", "customer-1", "customer-3"))
        .isEqualTo(new Outcome.AssociationEnded());
    assertThat(records).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsNotShown() {
    exhausted = true;
    assertThat(reveal("name", "customer-1")).isEqualTo(new Outcome.TooMany(Duration.ofMillis(1)));
  }

  @Test
  void aValueIsNotPrinted() {
    assertThat(reveal("name", "customer-1").toString()).doesNotContain("Lopez");
  }
}
