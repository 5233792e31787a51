package io.partway.issueclaims;

import io.partway.gateway.EventFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cognito's trigger before it makes tokens (version 2 of its event, the first that reaches access
/// tokens): the event comes back with the claims that the access token is to have. Without claims
/// the token is good, but nobody's: every function refuses who presents it.
public final class IssueClaimsFunction extends EventFunction {
  /// On Lambda.
  public IssueClaimsFunction() {
    super(DaggerIssueClaimsComponent.create().boundary());
  }

  @Override
  protected Map<String, @Nullable Object> handle(byte[] event) {
    TokenRequest request = TokenRequest.of(event);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>(request.event());
    answer.put(
        "response",
        Map.of(
            "claimsAndScopeOverrideDetails",
            Map.of(
                "accessTokenGeneration",
                Map.of("claimsToAddOrOverride", Claims.of(request.attributes())))));
    return answer;
  }
}
