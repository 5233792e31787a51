package io.partway.local.access;

import java.util.List;
import java.util.Map;

/// Something that a service asks IAM about before it does it.
///
/// @param action such as `dynamodb:Query`
/// @param resource the ARN of what it is done to
/// @param context what conditions of policies may look at, such as `dynamodb:LeadingKeys`
public record Access(String action, String resource, Map<String, List<String>> context) {
  /// One that conditions have nothing to look at of.
  public static Access of(String action, String resource) {
    return new Access(action, resource, Map.of());
  }
}
