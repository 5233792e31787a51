package io.partway.core.request;

import io.partway.core.history.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step in the life of a request.
///
/// @param action what it became by it; PENDING stands for having been submitted
/// @param actor who did it; null for what happens by itself (expiry) or is reported upstream
///   (cancellation)
public record TimelineEntry(Instant at, RequestStatus action, @Nullable Actor actor) {}
