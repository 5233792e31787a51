package io.partway.core.event;

import io.partway.core.history.Head;
import org.jspecify.annotations.Nullable;

/// An event as it is told to others: with the end of the pair's chain after it, so that who keeps
/// what he was told can find out later whether history was changed.
///
/// @param history null for what is not in a chain: reveals, grants, reminders
public record Announcement(DomainEvent event, @Nullable Head history) {}
