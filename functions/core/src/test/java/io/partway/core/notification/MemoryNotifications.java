package io.partway.core.notification;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Notifications and claims in memory.
final class MemoryNotifications implements NotificationStore, DeliveryStore {
  private final Map<String, NavigableMap<NotificationId, Notification>> kept = new HashMap<>();
  private final Map<String, Set<NotificationId>> marks = new HashMap<>();
  private final Map<Delivery, Instant> claims = new HashMap<>();
  private final Set<Delivery> sent = new HashSet<>();

  /// How often a page was read.
  int pages;

  /// What this party was told, newest first.
  List<Notification> of(Party party, String partyId) {
    return List.copyOf(partition(party, partyId).descendingMap().values());
  }

  private NavigableMap<NotificationId, Notification> partition(Party party, String partyId) {
    return kept.computeIfAbsent(party.word() + "#" + partyId, _ -> new TreeMap<>());
  }

  private Set<NotificationId> marks(Member reader) {
    return marks.computeIfAbsent(
        reader.party().word() + "#" + reader.partyId() + "#" + reader.subject(),
        _ -> new HashSet<>());
  }

  @Override
  public boolean keep(Notification notification) {
    return partition(notification.party(), notification.partyId())
            .putIfAbsent(notification.id(), notification)
        == null;
  }

  @Override
  public Slice page(Party party, String partyId, @Nullable NotificationId before, int limit) {
    pages++;
    NavigableMap<NotificationId, Notification> all = partition(party, partyId);
    List<Notification> older =
        List.copyOf((before == null ? all : all.headMap(before, false)).descendingMap().values());
    return new Slice(older.subList(0, Math.min(limit, older.size())), older.size() > limit);
  }

  @Override
  public @Nullable Notification find(Party party, String partyId, NotificationId id) {
    return partition(party, partyId).get(id);
  }

  @Override
  public Set<NotificationId> read(Member reader, NotificationId oldest, NotificationId newest) {
    return marks(reader).stream()
        .filter(id -> id.compareTo(oldest) >= 0 && id.compareTo(newest) <= 0)
        .collect(Collectors.toSet());
  }

  @Override
  public void markRead(Member reader, Notification notification) {
    marks(reader).add(notification.id());
  }

  @Override
  public synchronized Claim claim(Delivery delivery, Instant now, Instant stale) {
    if (sent.contains(delivery)) {
      return Claim.SENT;
    }
    Instant claimed = claims.get(delivery);
    if (claimed != null && claimed.isAfter(stale)) {
      return Claim.BUSY;
    }
    claims.put(delivery, now);
    return claimed == null ? Claim.FIRST : Claim.REPEAT;
  }

  @Override
  public synchronized void sent(Delivery delivery, Instant now) {
    sent.add(delivery);
  }

  @Override
  public synchronized void unknown(Delivery delivery, Instant claimedAt) {
    claims.replace(delivery, claimedAt, Instant.EPOCH);
  }

  @Override
  public synchronized void notSent(Delivery delivery, Instant claimedAt) {
    claims.remove(delivery, claimedAt);
  }
}
