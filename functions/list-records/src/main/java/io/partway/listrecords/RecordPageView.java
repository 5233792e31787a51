package io.partway.listrecords;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the history.
@Json
record RecordPageView(List<RecordView> items, @Nullable String nextCursor, boolean complete) {}
