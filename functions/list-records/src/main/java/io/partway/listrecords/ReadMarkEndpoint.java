package io.partway.listrecords;

import io.partway.core.notification.ListNotifications;
import io.partway.core.notification.Notification;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Problem;
import jakarta.inject.Inject;
import java.util.Optional;

/// Marks a notification as read by the caller. A body says nothing and is not looked at.
final class ReadMarkEndpoint implements Endpoint {
  private final ListNotifications lists;

  @Inject
  ReadMarkEndpoint(ListNotifications lists) {
    this.lists = lists;
  }

  @Override
  public Answer answer(Call call) {
    Optional<Notification> found = lists.find(call.member(), call.path("notificationId"));
    return found.isEmpty()
        ? Problem.notFound().answer()
        : call.query()
            .unlessFaulty(() -> {
              lists.markRead(call.member(), found.get());
              return new Answer.Done();
            });
  }
}
