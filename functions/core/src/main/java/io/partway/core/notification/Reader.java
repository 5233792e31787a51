package io.partway.core.notification;

import io.partway.core.message.Language;
import java.time.ZoneId;

/// For whom something is worded.
///
/// @param zone in which times are told
public record Reader(Language language, ZoneId zone) {}
