package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import io.partway.local.access.Grant;
import io.partway.local.access.Guards;
import io.partway.local.template.Template;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A role has what its function makes use of, and nothing else. That nothing is missing, every test
/// of a function and of the running system shows, since all of them run within the roles; that
/// nothing is there in excess, this one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastPrivilegeTest {
  private static final String SINCE = "2025-03-01T08:00:00Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What is made use of by Lambda in the name of the function: logs, traces, the queue that drives
  /// it, and the one for what it failed on.
  private static final Set<String> BY_LAMBDA =
      Set.of(
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:SendMessage");

  /// What no run of the local system can come to, and why it is needed.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "IngestFacts s3:ListBucket",
          "without it S3 says of a deleted file that it is forbidden, and the run is repeated in"
              + " vain; a folder has no such difference");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> used = new TreeSet<>();

  @BeforeAll
  void everythingOnce() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      everything(Caller.nobody(system, client), system);
      system.used().forEach(grant -> used.add(grant.toString()));
    }
  }

  @AfterAll
  void close() {
    client.close();
  }

  @Test
  void everyPermissionIsMadeUseOf() throws Exception {
    assertThat(unused(template())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Action: dynamodb:BatchGetItem | Action: [dynamodb:BatchGetItem, dynamodb:GetItem] |"
            + " CheckEligibility dynamodb:GetItem",
        "Action: [s3:GetObject, s3:PutObject] | Action: [s3:GetObject, s3:PutObject,"
            + " s3:DeleteObject] | IngestFacts s3:DeleteObject",
        "Resource: !Sub ${Associations.Arn}/index/byDue | Resource: [!GetAtt Associations.Arn, !Sub"
            + " '${Associations.Arn}/index/byDue'] | ExpireRequests dynamodb:Query",
      })
  void oneInExcessIsNoticed(String right, String wrong, String grant) throws Exception {
    assertThat(template()).contains(right);
    assertThat(unused(template().replace(right, wrong)))
        .anyMatch(found -> found.startsWith(grant + " "));
  }

  @Test
  void whatIsExceptedIsThere() throws Exception {
    var granted = granted(template()).stream().map(Grant::toString).toList();
    assertThat(ELSEWHERE.keySet())
        .allMatch(excepted -> granted.stream().anyMatch(grant -> grant.startsWith(excepted + " ")));
  }

  private List<String> unused(String template) {
    return granted(template).stream()
        .filter(grant -> !BY_LAMBDA.contains(grant.action()) || asked(grant))
        .map(Grant::toString)
        .filter(grant -> !used.contains(grant))
        .filter(
            grant -> ELSEWHERE.keySet().stream().noneMatch(each -> grant.startsWith(each + " ")))
        .toList();
  }

  /// The health check asks queues itself.
  private static boolean asked(Grant grant) {
    return grant.function().equals("ListRecords") && grant.action().startsWith("sqs:");
  }

  private static String template() throws IOException {
    return Files.readString(Path.of("../../template.yaml"));
  }

  private static Set<Grant> granted(String template) {
    var roles = Template.parse(template).roles(Map.of(), "");
    return new Guards(roles, Map.of(), grant -> {}).grants();
  }

  private static void everything(Caller nobody, LocalSystem system) throws Exception {
    nobody
        .takeIn(
            "application/x-ndjson",
            Lines.clear("c1", "p", 1, SINCE)
                + Lines.clear("c2", "p", 1, SINCE)
                + Lines.clear("c3", "p", 1, SINCE)
                + "no line\n")
        .expect(200);
    var partner = nobody.as("u", "partner", "p", "admin");
    var customer = nobody.as("v", "customer", "c1", "admin");
    nobody
        .publish(
            "AssociationEnded",
            "{\"customerId\": \"c3\", \"partnerId\": \"p\", \"version\": 2, \"endedAt\": \"%s\"}"
                .formatted(SINCE))
        .expect(200);

    nobody
        .publish(
            "CustomerFactsReported",
            "{\"customerId\": \"unknown\", \"partnerId\": \"p\", \"version\": 2,"
                + " \"manuallyFrozen\": true}")
        .expect(200);

    partner.get("/v1/customers?name=zo%C3%AB").expect(200);
    partner.get("/v1/customers?limit=1").expect(200);
    partner
        .post("/v1/customers/reveal", "{\"field\": \"name\", \"customerIds\": [\"c1\", \"c2\"]}")
        .expect(200);
    customer.get("/v1/records?kind=reveal").expect(200);

    var request = partner.submit("c1", "k1").expect(201).text("/requestId");
    partner.submit("c1", "k1").expect(201);
    customer.decide("p", request, "agree").expect(200);
    customer.decide("p", request, "agree").expect(200);
    for (var side : Map.of(partner, "c1", customer, "p").entrySet()) {
      var path = "/v1/associations/" + side.getValue();
      side.getKey().get(path).expect(200);
      side.getKey().get(path + "/history").expect(200);
      side.getKey().get(path + "/requests/" + request + "/receipt").expect(200);
      side.getKey().get("/v1/records").expect(200);
    }
    customer.get("/v1/associations").expect(200);
    partner.get("/v1/records?limit=1").expect(200);
    nobody.get("/v1/receipt-keys").expect(200);

    nobody.setClock("2031-01-01T00:00:00Z").expect(200);
    var second = nobody.as("w", "customer", "c2", "admin");
    second.submit("p", "k1").expect(201);
    settings(second);
    second
        .reachedAt("+4915112345642")
        .post(
            "/v1/verification-codes",
            "{\"operation\": \"disable-verification\", \"channel\": \"sms\"}")
        .expect(201);
    for (var day : new String[] {"09", "13", "15", "17"}) {
      nobody.setClock("2031-01-" + day + "T00:00:00Z").expect(200);
      system.runSchedule();
    }
    nobody.get("/local/events").expect(200);
    var told = second.get("/v1/notifications").expect(200);
    second
        .put("/v1/notifications/" + told.text("/items/0/notificationId") + "/read", "*")
        .expect(204);
    desk(nobody);

    for (var secret : new String[] {"CursorKey", "HistoryKey", "CodePepper"}) {
      system.rotate(secret);
    }
    nobody
        .post(
            "/local/republish",
            "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2032-01-01T00:00:00Z\"}")
        .expect(200);
    for (var whom : Map.of("customer", "c2", "partner", "p").entrySet()) {
      nobody
          .post(
              "/local/erase",
              "{\"party\": \"%s\", \"partyId\": \"%s\", \"subject\": \"w\"}"
                  .formatted(whom.getKey(), whom.getValue()))
          .expect(200);
    }
  }

  private static void desk(Caller nobody) throws Exception {
    var first = nobody.as("o1", "operator", "desk", "admin");
    var second = nobody.as("o2", "operator", "desk", "admin");
    var granted =
        first
            .grant(
                "g1",
                """
                {"party": "partner", "partyId": "p", "extra": 5, "ticketNumber": "T-1", "reason": "A merger.",
                 "endsAt": "2032-01-01T00:00:00Z"}
                """)
            .expect(201);
    var path = "/v1/quota-grants/" + granted.text("/grantId");
    first.get(path).expect(200);
    second.put(path + "/confirmation", "\"1\"").expect(200);
    first
        .grant(
            "g2",
            """
            {"party": "customer", "partyId": "c2", "extra": 1, "ticketNumber": "T-2", "reason": "A merger.",
             "endsAt": "2032-01-01T00:00:00Z"}
            """)
        .expect(201);
    first.get("/v1/quota-grants").expect(200);
    first.get("/v1/quota-grants?limit=1").expect(200);
    first.get("/v1/quota-grants?party=partner&partyId=p").expect(200);
    first.get("/v1/operations/health").expect(200);
  }

  private static void settings(Caller admin) throws Exception {
    var seen = admin.get("/v1/settings").expect(200);
    var code = admin.code(JSON.createObjectNode().put("operation", "change-contacts"));
    admin
        .put(
            "/v1/settings",
            seen.etag(),
            """
            {"verification": {"required": true}, "contacts": [{"name": "Ana", "email": "ana@example.test",
             "phoneNumber": "+4915112345642", "language": "es", "timeZone": "Europe/Madrid",
             "channels": ["email", "sms"]}],
             "language": "es", "timeZone": "Europe/Madrid", "verificationCode": "%s"}
            """
                .formatted(code))
        .expect(200);
  }
}
