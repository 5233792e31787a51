package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.association.RequestId;
import io.partway.core.quota.Grant;
import io.partway.core.quota.Quota;
import io.partway.core.quota.Submission;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The submissions of the caller's side in the rolling window.
///
/// @param requests those of the counted ones that the caller may see, newest first
/// @param nextAvailableAt null while a submission is left
@Json
public record QuotaView(
    int limit,
    int used,
    List<String> requests,
    List<GrantView> grants,
    @Nullable Instant nextAvailableAt) {
  /// What the support desk has granted.
  @Json
  public record GrantView(int extra, String ticketNumber, Instant endsAt) {
    /// As its party sees it.
    public static GrantView of(Grant grant) {
      return new GrantView(grant.extra(), grant.ticketNumber(), grant.endsAt());
    }
  }

  /// For somebody who may see these requests of it.
  public static QuotaView of(Quota quota, List<RequestId> requests) {
    return new QuotaView(
        quota.limit(),
        quota.used(),
        requests.stream().map(RequestId::value).toList(),
        quota.grants().stream().map(GrantView::of).toList(),
        quota.nextAvailableAt());
  }

  /// For somebody who may see them all.
  public static QuotaView of(Quota quota) {
    return of(quota, quota.submissions().stream().map(Submission::request).toList());
  }
}
