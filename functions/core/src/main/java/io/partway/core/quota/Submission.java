package io.partway.core.quota;

import io.partway.core.association.RequestId;
import java.time.Instant;

/// One submission that counts, or once counted, against a quota.
///
/// @param counterpartyId the other side of its pair
/// @param releasesAt the instant *at* which its slot is free again
public record Submission(RequestId request, String counterpartyId, Instant releasesAt) {}
