package io.partway.listrecords;

import io.partway.core.notification.ListNotifications;
import io.partway.core.notification.NotificationId;
import io.partway.core.notification.Reader;
import io.partway.core.notification.Wording;
import io.partway.core.party.Principal.Member;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Cursors;
import io.partway.gateway.Endpoint;
import jakarta.inject.Inject;

/// Lists what the caller's party was told.
final class NotificationsEndpoint implements Endpoint {
  private final ListNotifications lists;
  private final Wording wording;
  private final Cursors cursors;

  @Inject
  NotificationsEndpoint(ListNotifications lists, Wording wording, Cursors cursors) {
    this.lists = lists;
    this.wording = wording;
    this.cursors = cursors;
  }

  @Override
  public Answer answer(Call call) {
    Member member = call.member();
    boolean unreadOnly = Boolean.TRUE.equals(call.query().bool("unread"));
    int limit = call.query().limit();
    NotificationId after = cursors.open(call, NotificationId::parse);
    return call.query()
        .unlessFaulty(() -> {
          Reader reader = new Reader(call.language(), Reader.UTC);
          ListNotifications.Page page = lists.list(member, unreadOnly, after, limit);
          NotificationId next = page.next();
          return Answer.ok(
              new NotificationPageView(
                  page.lines().stream()
                      .map(line -> NotificationView.of(line, wording, reader))
                      .toList(),
                  cursors.seal(call, next == null ? null : next.value()),
                  page.complete(),
                  lists.unread(member)));
        });
  }
}
