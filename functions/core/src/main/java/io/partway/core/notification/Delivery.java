package io.partway.core.notification;

import io.partway.core.message.Channel;

/// One message to one address.
///
/// @param address kept as a digest only
public record Delivery(Notification notification, Channel channel, String address) {
  @Override
  public String toString() {
    return "Delivery[" + notification.id() + " " + channel + "]";
  }
}
