package io.partway.core.notification;

import io.partway.core.message.Language;
import java.time.ZoneId;

/// For whom something is worded.
///
/// @param zone in which times are told
public record Reader(Language language, ZoneId zone) {
  /// For readers who have not chosen one. By name: an offset of zero would be written as `Z`.
  public static final ZoneId UTC = ZoneId.of("UTC");
}
