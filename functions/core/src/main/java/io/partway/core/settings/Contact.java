package io.partway.core.settings;

import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody whom a party has told of what happens.
///
/// @param email null where there is none
/// @param phoneNumber of ITU-T E.164 with its `+`; null where there is none
/// @param timeZone in which times are told him
/// @param channels one or more, each with its address; iterates in the order of [Channel]
public record Contact(
    String name,
    @Nullable String email,
    @Nullable String phoneNumber,
    Language language,
    ZoneId timeZone,
    Set<Channel> channels) {
  /// @throws IllegalArgumentException when a channel has no address
  public Contact {
    channels = Collections.unmodifiableSet(EnumSet.copyOf(channels));
    for (Channel channel : channels) {
      if (address(channel, email, phoneNumber) == null) {
        throw new IllegalArgumentException("no address for " + channel);
      }
    }
  }

  /// The address of a channel; null where there is none.
  public @Nullable String address(Channel channel) {
    return address(channel, email, phoneNumber);
  }

  private static @Nullable String address(
      Channel channel, @Nullable String email, @Nullable String phoneNumber) {
    return switch (channel) {
      case EMAIL -> email;
      case SMS -> phoneNumber;
    };
  }

  @Override
  public String toString() {
    return "Contact" + channels;
  }
}
