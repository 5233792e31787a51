package io.partway.core.grant;

import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.RequestStore.Commit;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Grants in memory, with the very conditions that the port promises. Races and lost answers can be
/// scripted.
final class MemoryGrants implements GrantStore {
  final Map<GrantId, QuotaGrant> grants = new LinkedHashMap<>();
  final Map<QuotaScope, QuotaRegister> registers = new HashMap<>();
  final Map<String, KeyUse> keys = new HashMap<>();
  final Set<Pair> pairs = new HashSet<>();

  /// Each runs just before one of the next writes, as somebody who is faster.
  final Deque<Runnable> beforeWrites = new ArrayDeque<>();

  /// So many of the next writes take effect and are answered as a repetition would be.
  int lostAnswers;

  int writes;

  QuotaRegister register(QuotaScope scope) {
    return registers.getOrDefault(scope, QuotaRegister.EMPTY);
  }

  @Override
  public Filed read(@Nullable String key, @Nullable GrantId id, @Nullable QuotaScope scope) {
    return new Filed(
        key == null ? null : keys.get(key),
        id == null ? null : grants.get(id),
        scope == null ? QuotaRegister.EMPTY : register(scope));
  }

  @Override
  public boolean knows(Party party, String partyId) {
    return pairs.stream().anyMatch(pair -> pair.idOf(party).equals(partyId));
  }

  @Override
  public boolean knows(Pair pair) {
    return pairs.contains(pair);
  }

  @Override
  public Commit enter(QuotaGrant grant, String key, KeyUse use, @Nullable Addition addition) {
    return commit(
        () ->
            !grants.containsKey(grant.id())
                && !keys.containsKey(key)
                && (addition == null || unchanged(grant.scope(), addition)),
        () -> {
          grants.put(grant.id(), grant);
          keys.put(key, use);
          if (addition != null) {
            add(grant.scope(), addition);
          }
        });
  }

  @Override
  public Commit confirm(QuotaGrant confirmed, Addition addition) {
    return commit(
        () -> {
          QuotaGrant there = grants.get(confirmed.id());
          return there != null && there.waiting() && unchanged(confirmed.scope(), addition);
        },
        () -> {
          grants.put(confirmed.id(), confirmed);
          add(confirmed.scope(), addition);
        });
  }

  @Override
  public Commit remember(String key, KeyUse use) {
    return commit(() -> !keys.containsKey(key), () -> keys.put(key, use));
  }

  @Override
  public Slice page(Query query, Instant now, @Nullable String position, int limit) {
    return new Slice(
        grants.values().stream().filter(grant -> query.matches(grant, now)).toList(), null, true);
  }

  private boolean unchanged(QuotaScope scope, Addition addition) {
    QuotaRegister now = register(scope);
    List<?> before = addition.read().submissions();
    return now.grantsVersion() == addition.read().grantsVersion()
        && (before.isEmpty()
            ? now.submissions().isEmpty()
            : !now.submissions().isEmpty()
                && now.submissions().getFirst().equals(before.getFirst()));
  }

  private void add(QuotaScope scope, Addition addition) {
    QuotaRegister now = register(scope);
    registers.put(
        scope, new QuotaRegister(now.submissions(), addition.grants(), now.grantsVersion() + 1));
  }

  private Commit commit(java.util.function.BooleanSupplier holds, Runnable write) {
    writes++;
    if (!beforeWrites.isEmpty()) {
      beforeWrites.removeFirst().run();
    }
    if (!holds.getAsBoolean()) {
      return Commit.CONFLICT;
    }
    write.run();
    if (lostAnswers > 0) {
      lostAnswers--;
      return Commit.CONFLICT;
    }
    return Commit.DONE;
  }
}
