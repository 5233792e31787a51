package io.partway.core.history;

import org.jspecify.annotations.Nullable;

/// How things stand before or after a transition, in words of the wire.
///
/// @param request status of the request that it is about; null where it is about none, or there was
///   none yet
/// @param association state of the association; null where there was none yet
public record State(@Nullable String request, @Nullable String association) {}
