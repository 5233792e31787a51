package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.association.RequestId;
import io.partway.core.notification.ListNotifications;
import io.partway.core.notification.Notification;
import io.partway.core.notification.Reader;
import io.partway.core.notification.Wording;
import io.partway.core.party.Pair;
import io.partway.gateway.view.Hrefs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notification, worded for its reader.
///
/// @param counterpartyId null, as are the next two, where it is about the reader's party alone
/// @param counterpartyName a customer's masked
/// @param requestId null where no request is concerned
/// @param href of the request, else of the association
@Json
record NotificationView(
    String notificationId,
    String type,
    Instant at,
    @Nullable String counterpartyId,
    @Nullable String counterpartyName,
    @Nullable String requestId,
    String title,
    String text,
    boolean read,
    @Nullable String href) {
  static NotificationView of(ListNotifications.Line line, Wording wording, Reader reader) {
    Notification notification = line.notification();
    RequestId request = notification.request();
    Wording.Shown shown = wording.shown(notification, line.names(), reader);
    return new NotificationView(
        notification.id().value(),
        notification.type().word(),
        notification.at(),
        notification.counterpartyId(),
        line.names() == null ? null : line.names().counterpartyOf(notification.party()),
        request == null ? null : request.value(),
        shown.title(),
        shown.text(),
        line.read(),
        href(notification));
  }

  private static @Nullable String href(Notification notification) {
    Pair pair = notification.pair();
    RequestId request = notification.request();
    if (pair == null) {
      return null;
    }
    return request == null
        ? Hrefs.association(pair, notification.party())
        : Hrefs.request(pair, notification.party(), request);
  }
}
