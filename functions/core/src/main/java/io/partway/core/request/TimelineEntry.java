package io.partway.core.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step in the life of a request.
///
/// @param action what it became by it; PENDING stands for having been submitted
/// @param actor who did it; null for what happens by itself (expiry) or is reported upstream
///   (cancellation)
/// @param statementVersion the statement this actor acknowledged; null where none is asked for
public record TimelineEntry(
    Instant at, RequestStatus action, @Nullable Actor actor, @Nullable String statementVersion) {}
