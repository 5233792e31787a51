package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the gateway does before any function is asked.
class ApiTest {
  @Test
  void theGatewayKeepsOutWhatItCan() {
    assertThat(faults(Deployed.asWritten())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DefaultAuthorizer: Jwt | Description: open | routes ask for no token",
        "PUT /v1/settings: { | PUT /v1/setting: { | PUT /v1/settings: changes something and has no"
            + " limit of its own",
        "PUT /v1/settings: { | PUT /v1/setting: { | PUT /v1/setting: a limit of no route",
        "GET /v1/receipt-keys: { | GET /v1/receipts: { | GET /v1/receipt-keys: open to all and has"
            + " no limit of its own",
        "ThrottlingRateLimit: !Ref CodeRateLimit | ThrottlingRateLimit: 10 | POST"
            + " /v1/verification-codes: its limit is no parameter",
        "DestinationArn: !GetAtt AccessLog.Arn | Description: none | no access log",
        "$context.routeKey | $context.path | the access log has what callers search for",
      })
  void whatItLetsInIsNoticed(String right, String wrong, String fault) {
    assertThat(faults(Deployed.with(wrong, right))).contains(fault);
  }

  private static List<String> faults(Deployed deployed) {
    var api = deployed.template().at("/Resources/Api/Properties");
    var faults = new ArrayList<String>();
    if (!api.at("/Auth/DefaultAuthorizer").asText().equals("Jwt")) {
      faults.add("routes ask for no token");
    }
    var limits = api.path("RouteSettings");
    var keys = new ArrayList<String>();
    for (var function : deployed.resources(Deployed.FUNCTION).values()) {
      for (var event : function.at("/Properties/Events")) {
        if (event.path("Type").asText().equals("HttpApi")) {
          var route = event.path("Properties");
          var key = route.path("Method").asText() + " " + route.path("Path").asText();
          keys.add(key);
          limit(key, route, limits, faults);
        }
      }
    }
    for (var limit : limits.properties()) {
      if (!keys.contains(limit.getKey())) {
        faults.add(limit.getKey() + ": a limit of no route");
      }
      limit
          .getValue()
          .forEach(value -> {
            if (!value.has("Ref")) {
              faults.add(limit.getKey() + ": its limit is no parameter");
            }
          });
    }
    if (!api.path("AccessLogSettings").has("DestinationArn")) {
      faults.add("no access log");
    }
    var format = api.at("/AccessLogSettings/Format").asText();
    if (format.matches("(?s).*\\$context\\.(path|protocol|identity|authorizer\\.claims).*")) {
      faults.add("the access log has what callers search for");
    }
    return faults;
  }

  private static void limit(String key, JsonNode route, JsonNode limits, List<String> faults) {
    if (limits.has(key)) {
      return;
    }
    if (!key.startsWith("GET ")) {
      faults.add(key + ": changes something and has no limit of its own");
    }
    if (route.at("/Auth/Authorizer").asText().equals("NONE")) {
      faults.add(key + ": open to all and has no limit of its own");
    }
  }
}
