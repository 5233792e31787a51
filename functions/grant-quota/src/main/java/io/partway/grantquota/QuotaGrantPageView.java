package io.partway.grantquota;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of the grants.
@Json
record QuotaGrantPageView(
    List<QuotaGrantView> items, @Nullable String nextCursor, boolean complete) {}
