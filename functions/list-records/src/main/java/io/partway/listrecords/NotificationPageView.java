package io.partway.listrecords;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what the reader's party was told.
///
/// @param unread how many of the newest he has not read, whatever the page shows
@Json
record NotificationPageView(
    List<NotificationView> items, @Nullable String nextCursor, boolean complete, int unread) {}
