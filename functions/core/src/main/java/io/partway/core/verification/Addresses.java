package io.partway.core.verification;

import io.partway.core.Mask;
import io.partway.core.message.Channel;
import org.jspecify.annotations.Nullable;

/// Where a user can be reached, as the identity provider has verified it.
///
/// @param email null when there is none that he has proved to be his
/// @param phoneNumber of ITU-T E.164 with its `+`; null likewise
public record Addresses(@Nullable String email, @Nullable String phoneNumber) {
  /// The address of a channel; null where there is none.
  public @Nullable String on(Channel channel) {
    return switch (channel) {
      case EMAIL -> email;
      case SMS -> phoneNumber;
    };
  }

  /// The same, so that only its owner recognises it.
  public @Nullable String masked(Channel channel) {
    return switch (channel) {
      case EMAIL -> Mask.email(email);
      case SMS -> Mask.mobile(phoneNumber);
    };
  }

  @Override
  public String toString() {
    return "Addresses[email " + masked(Channel.EMAIL) + ", sms " + masked(Channel.SMS) + "]";
  }
}
