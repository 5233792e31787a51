package io.partway.listrecords;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of associations.
@Json
record AssociationPageView(
    List<AssociationView> items, @Nullable String nextCursor, boolean complete) {}
