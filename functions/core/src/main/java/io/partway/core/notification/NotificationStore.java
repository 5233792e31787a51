package io.partway.core.notification;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps what parties were told, and who has read it.
public interface NotificationStore {
  /// Keeps a notification, unless it is kept already.
  ///
  /// @return whether it is new
  boolean keep(Notification notification);

  /// A party's notifications, newest first.
  ///
  /// @param before the last id of the page before; null for the first page
  Slice page(Party party, String partyId, @Nullable NotificationId before, int limit);

  /// The notification of this id; null where this party has none.
  @Nullable Notification find(Party party, String partyId, NotificationId id);

  /// Those that this user has read, of all between these two, both included.
  Set<NotificationId> read(Member reader, NotificationId oldest, NotificationId newest);

  /// Remembers that this user has read it; again is no harm.
  void markRead(Member reader, Notification notification);

  /// @param more whether there are older ones
  record Slice(List<Notification> notifications, boolean more) {
    public Slice {
      notifications = List.copyOf(notifications);
    }
  }
}
