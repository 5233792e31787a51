package io.partway.core.party;

import io.partway.core.Limit;
import org.jspecify.annotations.Nullable;

/// Where a call came from, as the gateway saw it. Both are personal data.
///
/// @param address IP address of the caller; null where the gateway does not say
/// @param userAgent the header `User-Agent`, its first characters only
///   ([Limit#USER_AGENT_CHARACTERS]); null where there was none
public record Origin(@Nullable String address, @Nullable String userAgent) {
  /// Of calls that do not say.
  public static final Origin UNKNOWN = new Origin(null, null);

  public Origin {
    int longest = Limit.USER_AGENT_CHARACTERS.standard();
    if (userAgent != null && userAgent.length() > longest) {
      userAgent = userAgent.substring(0, longest);
    }
  }

  @Override
  public String toString() {
    return "Origin[REDACTED]";
  }
}
