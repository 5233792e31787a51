package io.partway.core.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Requests whose deadline has passed without its having been written down. Readers see them
/// expired all the same.
///
/// @param count how many
/// @param exact false where there are more than were counted
/// @param oldestDeadline null where there are none
public record Backlog(int count, boolean exact, @Nullable Instant oldestDeadline) {}
