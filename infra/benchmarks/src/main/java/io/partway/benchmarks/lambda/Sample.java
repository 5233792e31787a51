package io.partway.benchmarks.lambda;

import java.time.Duration;
import java.util.List;

/// What one process of a function showed from its start to its last call.
///
/// @param init from the start until it asked for its first event; for SnapStart until the snapshot
/// @param restore from the restore until it asked for its first event; zero but for SnapStart
/// @param first from its first event to the answer
/// @param cold from the start to the first answer
/// @param coldCpu CPU time that it had used by then
/// @param warm every later call that counts, from event to answer
/// @param warmCpu CPU time of such a call
/// @param residentBytes the most memory that it had until its last call
public record Sample(
    Duration init,
    Duration restore,
    Duration first,
    Duration cold,
    Duration coldCpu,
    List<Duration> warm,
    Duration warmCpu,
    long residentBytes) {}
