package io.partway.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Bookmark;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.grant.ListGrants.Line;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Operator;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.Access;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListGrantsTest {
  private static final QuotaScope SCOPE = new QuotaScope(Party.CUSTOMER, "customer-1", null);
  private static final Operator OLGA = new Operator("olga", Role.ADMIN);
  private static final Instant ENDS = Samples.NOW.plus(Duration.ofDays(30));
  private static final QuotaGrant WAITING = grant("SR-1", 5, null, null);

  private final MemoryGrants store = new MemoryGrants();
  private final MovableClock clock = new MovableClock(Samples.NOW.plusSeconds(60));
  private final Policy policy = Samples.policy(Policy.Scope.INITIATOR);
  private final ListGrants lists =
      new ListGrants(
          store,
          scopes -> scopes.stream().collect(Collectors.toMap(Function.identity(), store::register)),
          clock,
          policy);
  private final ConfirmGrant confirms = new ConfirmGrant(store, clock, policy);

  private static QuotaGrant grant(
      String ticketNumber, int extra, @Nullable Instant grantedAt, @Nullable String confirmedBy) {
    return new QuotaGrant(
        GrantId.derive(Party.CUSTOMER, "customer-1", ticketNumber),
        SCOPE,
        extra,
        ticketNumber,
        "r",
        ENDS,
        Samples.NOW,
        "otto",
        grantedAt,
        confirmedBy);
  }

  private void put(QuotaGrant grant) {
    store.grants.put(grant.id(), grant);
  }

  private Line line(Operator reader, QuotaGrant grant) {
    return lists.find(reader, grant.id().value()).orElseThrow();
  }

  @Test
  void aGrantStandsWhereItsConfirmationAndItsEndPutIt() {
    QuotaGrant given = grant("SR-2", 2, Samples.NOW, null);
    for (Map.Entry<Instant, List<GrantStatus>> when :
        Map.of(
                ENDS.minusMillis(1),
                List.of(GrantStatus.AWAITING_CONFIRMATION, GrantStatus.GRANTED),
                ENDS,
                List.of(GrantStatus.LAPSED, GrantStatus.ENDED))
            .entrySet()) {
      assertThat(WAITING.statusAt(when.getKey())).isEqualTo(when.getValue().getFirst());
      assertThat(given.statusAt(when.getKey())).isEqualTo(when.getValue().getLast());
    }
  }

  /// What is listed as allowed succeeds, and the reason is the code of the refusal.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "olga, ADMIN, waiting, -",
        "olga, VIEWER, waiting, role-not-allowed",
        "olga, ACCOUNT_MANAGER, waiting, role-not-allowed",
        "otto, ADMIN, waiting, second-operator-required",
        "otto, VIEWER, waiting, role-not-allowed",
        "olga, ADMIN, given, already-granted",
        "olga, ADMIN, confirmed, already-granted",
        "otto, ADMIN, given, second-operator-required",
        "olga, ADMIN, lapsed, grant-outdated",
        "olga, ADMIN, crowded, grant-outdated",
      })
  void confirmingIsListedAsItIsAnswered(
      String subject, Role role, String state, @Nullable String reason) {
    QuotaGrant grant =
        switch (state) {
          case "given" -> grant("SR-1", 2, Samples.NOW, null);
          case "confirmed" -> grant("SR-1", 5, Samples.NOW, "oona");
          default -> WAITING;
        };
    put(grant);
    if (state.equals("lapsed")) {
      clock.set(ENDS);
    }
    if (state.equals("crowded")) {
      store.registers.put(
          SCOPE, new QuotaRegister(List.of(), List.of(new Grant(17, "SR-0", ENDS)), 1));
    }
    Operator reader = new Operator(subject, role);

    assertThat(line(reader, grant).confirm().map(GrantRefusal::word).orElse(null))
        .isEqualTo(reason);
    assertThat(answered(reader, grant)).isEqualTo(reason);
  }

  private @Nullable String answered(Operator caller, QuotaGrant grant) {
    return switch (confirms.open(caller, grant.id().value())) {
      case Access.Hidden<ConfirmGrant.Opened>() -> "not-found";
      case Access.RoleNotAllowed<ConfirmGrant.Opened>() -> "role-not-allowed";
      case Access.Granted<ConfirmGrant.Opened>(var opened) ->
          switch (confirms.confirm(opened, OptionalLong.of(1))) {
            case ConfirmGrant.Outcome.Confirmed _ -> null;
            case ConfirmGrant.Outcome.SecondOperatorRequired _ -> "second-operator-required";
            case ConfirmGrant.Outcome.AlreadyGranted _ -> "already-granted";
            case ConfirmGrant.Outcome.Outdated _ -> "grant-outdated";
            case ConfirmGrant.Outcome.Stale _ -> "stale";
          };
    };
  }

  @Test
  void theFirstPageFixesTheInstantOfAll() {
    put(WAITING);
    clock.set(ENDS);
    Bookmark before = new Bookmark(ENDS.minusMillis(1), "somewhere");
    GrantStore.Query waiting =
        new GrantStore.Query(null, null, GrantStatus.AWAITING_CONFIRMATION, null, null, null);

    assertThat(lists.list(OLGA, waiting, before, 20).lines())
        .extracting(Line::status)
        .containsExactly(GrantStatus.AWAITING_CONFIRMATION);
    assertThat(lists.list(OLGA, waiting, null, 20).lines()).isEmpty();
  }

  @Test
  void unknownAndMalformedIdsFindNothing() {
    put(WAITING);
    assertThat(lists.find(OLGA, "unknown")).isEmpty();
    assertThat(lists.find(OLGA, "no id")).isEmpty();
  }

  @Test
  void asEnteredItNeverChanges() {
    QuotaGrant confirmed = WAITING.confirmed("olga", clock.instant());
    assertThat(ListGrants.entered(confirmed.asEntered())).isEqualTo(ListGrants.entered(WAITING));
    assertThat(ListGrants.entered(WAITING).status()).isEqualTo(GrantStatus.AWAITING_CONFIRMATION);
  }
}
