package io.partway.core.notification;

import io.partway.core.Limit;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationStore;
import io.partway.core.association.Names;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A member reads what his party was told, newest first, and marks it as read for himself alone. A
/// notification is seen by who may see what it is about: an account manager sees those of the
/// customers assigned to him at present.
public final class ListNotifications {
  /// Blocks that one page may read; an account manager's few lines may lie far apart.
  private static final int BLOCKS = 10;

  private static final int SMALLEST_BLOCK = 25;

  private final NotificationStore store;
  private final AssociationStore associations;

  @Inject
  ListNotifications(NotificationStore store, AssociationStore associations) {
    this.store = store;
    this.associations = associations;
  }

  /// A notification as its reader sees it.
  ///
  /// @param names of both sides; null where it is about one alone
  /// @param read whether this reader has marked it
  public record Line(Notification notification, @Nullable Names names, boolean read) {}

  /// @param next where the next page starts; null at the end
  /// @param complete false when the page ends where reading did, rather than where it is full
  public record Page(List<Line> lines, @Nullable NotificationId next, boolean complete) {}

  /// One page.
  ///
  /// @param unreadOnly leaves out what the member has read
  /// @param after the last id of the page before; null for the first page
  public Page list(Member member, boolean unreadOnly, @Nullable NotificationId after, int limit) {
    List<Line> lines = new ArrayList<>();
    NotificationId position = after;
    for (int block = 0; block < BLOCKS; block++) {
      NotificationStore.Slice slice =
          store.page(
              member.party(), member.partyId(), position, Math.max(SMALLEST_BLOCK, limit + 1));
      for (Line line : seen(member, slice.notifications(), true)) {
        if (unreadOnly && line.read()) {
          continue;
        }
        if (lines.size() == limit) {
          return new Page(List.copyOf(lines), lines.getLast().notification().id(), true);
        }
        lines.add(line);
      }
      if (!slice.more()) {
        return new Page(List.copyOf(lines), null, true);
      }
      position = slice.notifications().getLast().id();
    }
    return new Page(List.copyOf(lines), position, lines.size() == limit);
  }

  /// How many of the newest [Limit#UNREAD_COUNTED] that he may see the member has not read.
  public int unread(Member member) {
    List<Notification> newest =
        store
            .page(member.party(), member.partyId(), null, Limit.UNREAD_COUNTED.standard())
            .notifications();
    return (int)
        seen(member, newest, member.role() == Role.ACCOUNT_MANAGER).stream()
            .filter(line -> !line.read())
            .count();
  }

  /// The notification of this id; empty where there is none that the member may see.
  public Optional<Notification> find(Member member, String id) {
    return NotificationId.parse(id)
        .map(known -> store.find(member.party(), member.partyId(), known))
        .filter(found -> visible(member, found, known(List.of(found))));
  }

  /// Marks one as read by the member, who may have marked it before.
  ///
  /// @param notification that he may see
  public void markRead(Member member, Notification notification) {
    store.markRead(member, notification);
  }

  /// @param newestFirst what the party was told
  /// @param named whether names are of interest, or who may see it depends on the association
  private List<Line> seen(Member member, List<Notification> newestFirst, boolean named) {
    if (newestFirst.isEmpty()) {
      return List.of();
    }
    Set<NotificationId> read =
        store.read(member, newestFirst.getLast().id(), newestFirst.getFirst().id());
    Map<Pair, Association> known = named ? known(newestFirst) : Map.of();
    List<Line> lines = new ArrayList<>();
    for (Notification notification : newestFirst) {
      if (visible(member, notification, known)) {
        Association association = of(notification, known);
        lines.add(
            new Line(
                notification,
                association == null ? null : association.names(),
                read.contains(notification.id())));
      }
    }
    return lines;
  }

  private Map<Pair, Association> known(List<Notification> notifications) {
    Set<Pair> pairs =
        notifications.stream()
            .map(Notification::pair)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return pairs.isEmpty() ? Map.of() : associations.associations(pairs);
  }

  private static boolean visible(
      Member member, Notification notification, Map<Pair, Association> known) {
    return switch (member.role()) {
      case ADMIN, VIEWER -> true;
      case ACCOUNT_MANAGER -> {
        Association association = of(notification, known);
        yield association != null && association.visibleTo(member);
      }
    };
  }

  private static @Nullable Association of(Notification notification, Map<Pair, Association> known) {
    Pair pair = notification.pair();
    return pair == null ? null : known.get(pair);
  }
}
