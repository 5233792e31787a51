package io.partway.core.event;

import java.time.Instant;

/// What the schedule did when it last ticked.
///
/// @param at when
/// @param expired requests written down as expired
/// @param overtaken requests found overdue, but brought to their end by somebody else meanwhile
/// @param reminders reminders that became due
/// @param complete whether there was time for all of it; the next tick goes on
/// @param remindedUntil reminders that were to be said by then have been said
public record Tick(
    Instant at,
    int expired,
    int overtaken,
    int reminders,
    boolean complete,
    Instant remindedUntil) {}
