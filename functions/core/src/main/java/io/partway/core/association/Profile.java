package io.partway.core.association;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What upstream tells of both sides for people to read. Name, account and mobile of the customer
/// are personal and leave the server masked; the partner's and the manager's names do not.
///
/// @param managerId the `sub` of the account manager who looks after the customer
/// @param manager his display name
public record Profile(
    @Nullable String partnerName,
    @Nullable String name,
    @Nullable String account,
    @Nullable String mobile,
    @Nullable String managerId,
    @Nullable String manager,
    List<String> tags) {
  public Profile {
    tags = List.copyOf(tags);
  }

  @Override
  public String toString() {
    return "Profile[REDACTED]";
  }
}
