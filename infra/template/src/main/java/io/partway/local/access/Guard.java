package io.partway.local.access;

import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// Holds one function to its permissions, as the services do.
public final class Guard {
  private static final int BAD_REQUEST = 400;

  private final Permissions permissions;
  private final Resources resources;
  private final DynamoDbAccesses dynamoDb;
  private final Consumer<Grant> used;

  /// @param used told of every permission that is made use of, each time
  public Guard(Permissions permissions, Resources resources, Consumer<Grant> used) {
    this.permissions = permissions;
    this.resources = resources;
    this.dynamoDb = new DynamoDbAccesses(resources);
    this.used = used;
  }

  /// Lets a request to DynamoDB pass, or refuses it as DynamoDB would.
  public void check(DynamoDbRequest request) {
    for (var access : dynamoDb.of(request)) {
      if (!passes(access)) {
        throw DynamoDbException.builder()
            .message(refusal(access))
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("DynamoDb")
                    .errorCode("AccessDeniedException")
                    .errorMessage(refusal(access))
                    .build())
            .statusCode(BAD_REQUEST)
            .build();
      }
    }
  }

  Resources resources() {
    return resources;
  }

  /// Whether an access is allowed; if so it counts as made use of.
  boolean passes(Access access) {
    if (!permissions.allow(access)) {
      return false;
    }
    permissions.used(access).forEach(used);
    return true;
  }

  /// What a service says to one that it refuses.
  String refusal(Access access) {
    return "The role of %s is not authorized to perform: %s on resource: %s because no identity-based policy allows it"
        .formatted(permissions.function(), access.action(), access.resource());
  }
}
