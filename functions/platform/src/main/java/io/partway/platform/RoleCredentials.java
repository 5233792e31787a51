package io.partway.platform;

import io.partway.core.rehearsal.Rehearsal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/// The credentials of the function's role. Lambda puts them into the environment; but not where it
/// restores snapshots, which would keep them beyond their end: there it tells them at an endpoint
/// beside the function. What a rehearsal is told is forgotten with its call.
final class RoleCredentials implements AwsCredentialsProvider {
  /// The variable that names the endpoint.
  static final String ENDPOINT = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

  private static final AwsCredentials MADE_UP =
      AwsSessionCredentials.create("rehearsal", "rehearsal", "rehearsal");

  private @Nullable ContainerCredentialsProvider kept;

  private RoleCredentials() {}

  /// Those of a function that was deployed like this.
  static AwsCredentialsProvider of(Configuration configuration) {
    return configuration.restored()
        ? new RoleCredentials()
        : EnvironmentVariableCredentialsProvider.create();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    if (Rehearsal.staged()) {
      return MADE_UP;
    }
    if (Rehearsal.running()) {
      try (ContainerCredentialsProvider passing = ContainerCredentialsProvider.create()) {
        return passing.resolveCredentials();
      }
    }
    return keeping().resolveCredentials();
  }

  private synchronized ContainerCredentialsProvider keeping() {
    ContainerCredentialsProvider provider = kept;
    if (provider == null) {
      provider = ContainerCredentialsProvider.create();
      kept = provider;
    }
    return provider;
  }

  @Override
  public String toString() {
    return "RoleCredentials";
  }
}
