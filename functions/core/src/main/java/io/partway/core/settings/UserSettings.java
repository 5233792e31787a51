package io.partway.core.settings;

import io.partway.core.message.Language;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What a user has chosen for himself.
///
/// @param language null where he has not chosen: what his browser asks for
/// @param timeZone null where he has not chosen: UTC
/// @param version 0 before the first change, one more with each
public record UserSettings(@Nullable Language language, @Nullable ZoneId timeZone, long version) {
  /// What holds before anything was chosen.
  public static final UserSettings STANDARD = new UserSettings(null, null, 0);
}
