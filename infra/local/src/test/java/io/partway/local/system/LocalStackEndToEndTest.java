package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.FunctionHost;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import io.partway.local.aws.Clients;
import io.partway.local.sam.NeedsSam;
import io.partway.local.template.FunctionDefinition;
import io.partway.local.template.Stack;
import io.partway.local.template.Target;
import io.partway.local.template.Template;
import io.partway.local.template.Written;
import io.partway.store.TableName;
import io.partway.store.Tables;
import io.partway.submitdisassociation.SubmitDisassociationFunction;
import io.partway.testkit.LocalStackImage;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/// The template in LocalStack: its table, secrets, bucket, queues, rules and functions made there
/// by CloudFormation, the functions' packages running in containers of Lambda's image. What its
/// community edition does not carry is local mode's here; README lists what tests it instead.
@NeedsSam
@ExtendWith(LocalStackImage.class)
class LocalStackEndToEndTest extends EndToEndSuite {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// As it is deployed there: with an identity provider of one's own.
  private final Stack stack =
      Template.read(Path.of("../../template.yaml"))
          .stack(Map.of("JwtIssuer", "https://issuer.example"), "");

  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable LocalStackDeployment deployed;

  @Override
  LocalSystem start(Path folder) throws Exception {
    deployed = LocalStackDeployment.start(folder);
    return LocalSystem.start(
        LocalOptions.forTests()
            .withFunctions(
                new FunctionHost.Elsewhere(
                    there().endpoint(), there().names(), Optional.of(there().endpoint()))));
  }

  private LocalStackDeployment there() {
    return Objects.requireNonNull(deployed);
  }

  /// By text message, because LocalStack sends no mail.
  @Override
  Caller caller(Caller nobody) {
    return nobody.reachedBySms();
  }

  @AfterAll
  void stopLocalStack() {
    client.close();
    if (deployed != null) {
      deployed.close();
    }
  }

  @Test
  void aFileInTheBucketIsTakenInAndReportedOn() throws Exception {
    try (var s3 = Clients.s3(there().endpoint())) {
      var bucket = there().name("Intake");
      var file = Lines.clear("from-a-file", "p10", 1, SINCE) + "{\"customerId\": \"no more\"}\n";
      s3.putObject(r -> r.bucket(bucket).key("imports/one.jsonl"), RequestBody.fromString(file));

      // From the bucket by its queue to the function, with nobody's help.
      var report =
          await(() ->
              s3
                  .listObjectsV2(r -> r.bucket(bucket).prefix("imports/one.jsonl."))
                  .contents()
                  .stream()
                  .findFirst()
                  .map(found ->
                      s3.getObjectAsBytes(r -> r.bucket(bucket).key(found.key())).asUtf8String()));
      assertThat(report).contains("\"line\":2");
      assertThat(partner("p10").get("/v1/customers").expect(200).text("/items/0/customerId"))
          .isEqualTo("from-a-file");
    }
  }

  @Test
  void anEventOnTheBusReachesTheFunctionByItsRule() throws Exception {
    var body = JsonNodeFactory.instance.objectNode();
    body.putArray("Entries")
        .addObject()
        .put("Source", "partway.upstream")
        .put("DetailType", "AssociationEstablished")
        .put("EventBusName", there().name("PartwayBus"))
        .put(
            "Detail",
            "{\"customerId\": \"from-the-bus\", \"partnerId\": \"p11\", \"partnerName\": \"P\", \"version\": 1,"
                + " \"associationType\": \"reseller\", \"associatedAt\": \"%s\"}".formatted(SINCE));
    assertThat(
            there().call("events", "AWSEvents.PutEvents", body.toString()).path("FailedEntryCount"))
        .hasToString("0");

    var found =
        await(() ->
            Optional.of(partner("p11").get("/v1/customers").expect(200).body().path("items"))
                .filter(items -> !items.isEmpty()));
    assertThat(found.at("/0/customerId").asText()).isEqualTo("from-the-bus");
  }

  @Test
  void codesGoOutBySns() throws Exception {
    nobody.takeIn("application/x-ndjson", Lines.clear("by-sms", "p12", 1, SINCE)).expect(200);

    var code =
        customer("by-sms")
            .code(JSON.createObjectNode().put("operation", "submit").put("counterpartyId", "p12"));

    // What SNS there has taken.
    assertThat(nobody.get("/local/outbox").expect(200).body().path("items"))
        .anySatisfy(message -> {
          assertThat(message.path("channel").asText()).isEqualTo("sms");
          assertThat(message.path("to").asText()).isEqualTo(Caller.PHONE);
          assertThat(message.path("text").asText()).contains(code);
        });
  }

  /// The functions there go by the clock on the wall; 16 days ago it was another machine that took
  /// the request.
  @Test
  void aRequestExpiresByAScheduleEvent() throws Exception {
    nobody.takeIn("application/x-ndjson", Lines.clear("silent", "p9", 1, SINCE)).expect(200);
    var overdue = submittedDaysAgo(16, "p9", "silent");
    var path = "/v1/associations/silent/requests/" + overdue;
    assertThat(partner("p9").get(path).expect(200).text("/status")).isEqualTo("expired");

    system.runSchedule();

    // Readers have seen it before; that it is told shows that it has been written down.
    assertThat(nobody.get("/local/events").expect(200).body().findValuesAsText("detail-type"))
        .contains("DisassociationExpired");
    assertThat(partner("p9").get(path).expect(200).text("/status")).isEqualTo("expired");
    // By the function with the key that was there 16 days ago, too.
    var history = partner("p9").get("/v1/associations/silent/history").expect(200);
    assertThat(history.body().findValuesAsText("valid")).containsOnly("true");
  }

  private String submittedDaysAgo(int days, String partner, String customer) {
    var environment = new HashMap<>(definition("SubmitDisassociation").environment());
    environment.put("TABLE_NAME", there().name("Associations"));
    environment.put("HISTORY_KEY_ARN", there().name("HistoryKey"));
    environment.put("CODE_PEPPER_ARN", there().name("CodePepper"));
    try (var dynamoDb = Clients.dynamoDb(there().endpoint());
        var secrets = Clients.secrets(there().endpoint())) {
      var before =
          new Earlier(
              environment,
              InstantSource.offset(InstantSource.system(), Duration.ofDays(-days)),
              dynamoDb,
              arn -> secrets.getSecretValue(r -> r.secretId(arn)).secretString());
      return HttpResult.of(
              new SubmitDisassociationFunction(before),
              HttpEvent.of(
                      "POST /v1/associations/{counterpartyId}/requests", "counterpartyId", customer)
                  .by(Person.partnerAdmin(partner))
                  .header("idempotency-key", "k1")
                  .body("{\"reason\":\"We part.\",\"statementVersion\":\"submit-partner-1-en\"}"))
          .done(201)
          .json()
          .path("requestId")
          .asText();
    }
  }

  @Test
  void cursorsOfBeforeARotationStayGood() throws Exception {
    nobody
        .takeIn(
            "application/x-ndjson",
            Lines.clear("page-1", "p13", 1, SINCE)
                + Lines.clear("page-2", "p13", 1, SINCE)
                + Lines.clear("page-3", "p13", 1, SINCE))
        .expect(200);
    var before = partner("p13").get("/v1/customers?limit=1").expect(200).text("/nextCursor");
    assertThat(values("CursorKey")).hasSize(1);

    system.rotate("CursorKey");

    assertThat(values("CursorKey")).hasSize(2).doesNotHaveDuplicates();
    // The functions themselves, not what their aliases point to, have not run before: they read the
    // secret only now.
    try (var started =
        LocalSystem.start(
            LocalOptions.forTests()
                .withFunctions(
                    new FunctionHost.Elsewhere(
                        there().endpoint(), withoutAliases(), Optional.empty())))) {
      var caller = Caller.nobody(started, client).as("u-p13", "partner", "p13", "admin");
      var second = caller.get("/v1/customers?limit=1&cursor=" + before).expect(200);
      // Those that have run all the time find out about the new key when they see it named.
      var third =
          partner("p13")
              .get("/v1/customers?limit=1&cursor=" + second.text("/nextCursor"))
              .expect(200);
      assertThat(List.of(second.text("/items/0/customerId"), third.text("/items/0/customerId")))
          .doesNotHaveDuplicates()
          .doesNotContain("");
    }
    partner("p13").get("/v1/customers?limit=1&cursor=" + before).expect(200);
  }

  private List<String> values(String secret) {
    try (var secrets = Clients.secrets(there().endpoint())) {
      return List.of(
          secrets
              .getSecretValue(r -> r.secretId(there().name(secret)))
              .secretString()
              .split(" ", -1));
    }
  }

  private Map<String, String> withoutAliases() {
    var names = new HashMap<>(there().names());
    stack.functions().keySet().forEach(each -> names.put(each, functionName(each)));
    return names;
  }

  @Test
  void whatWasGivenUpIsCounted() throws Exception {
    var desk = nobody.as("vito", "operator", "platform", "viewer");
    var body =
        JSON.createObjectNode()
            .put("QueueUrl", there().name("MissedTicks"))
            .put("MessageBody", "a tick");
    there().call("sqs", "AmazonSQS.SendMessage", body.toString());

    var health = desk.get("/v1/operations/health").expect(200).body();
    assertThat(health.path("deadLetters"))
        .anySatisfy(queue -> {
          assertThat(queue.path("queue").asText()).isEqualTo("missed-ticks");
          assertThat(queue.path("messages").asInt()).isEqualTo(1);
        });
  }

  @Test
  void theTableIsTheOneOfCodeAndTemplate() throws Exception {
    var inCode = Tables.associations(new TableName("Associations"));
    try (var theirs = Clients.dynamoDb(there().endpoint())) {
      var name = there().name("Associations");
      var made = theirs.describeTable(r -> r.tableName(name)).table();

      assertThat(made.keySchema()).isEqualTo(inCode.keySchema());
      assertThat(made.attributeDefinitions())
          .containsExactlyInAnyOrderElementsOf(inCode.attributeDefinitions());
      assertThat(made.streamSpecification()).isEqualTo(inCode.streamSpecification());
      assertThat(made.billingModeSummary().billingMode()).isEqualTo(inCode.billingMode());
      assertThat(made.globalSecondaryIndexes())
          .extracting(each -> List.of(each.indexName(), each.keySchema(), each.projection()))
          .containsExactlyInAnyOrderElementsOf(
              inCode.globalSecondaryIndexes().stream()
                  .map(each -> List.of(each.indexName(), each.keySchema(), each.projection()))
                  .toList());
      // DriftTest compares code and template.
      assertThat(
              theirs
                  .describeTimeToLive(r -> r.tableName(name))
                  .timeToLiveDescription()
                  .attributeName())
          .isEqualTo(
              Tables.timeToLive(new TableName(name)).timeToLiveSpecification().attributeName());
    }
  }

  @Test
  void queuesKeepAndPassOnAsTheTemplateSays() throws Exception {
    var written = Written.read().properties("AWS::SQS::Queue");
    assertThat(written).hasSizeGreaterThan(3);
    for (var queue : written.entrySet()) {
      var made =
          there()
              .call(
                  "sqs",
                  "AmazonSQS.GetQueueAttributes",
                  JSON.createObjectNode()
                      .put("QueueUrl", there().name(queue.getKey()))
                      .set("AttributeNames", JSON.createArrayNode().add("All"))
                      .toString())
              .path("Attributes");
      var wanted = queue.getValue();
      assertThat(made.path("MessageRetentionPeriod").asText())
          .as(queue.getKey())
          .isEqualTo(wanted.path("MessageRetentionPeriod").asText());
      assertThat(made.path("VisibilityTimeout").asText())
          .as(queue.getKey())
          .isEqualTo(wanted.path("VisibilityTimeout").asText("30"));
      assertThat(redrive(made)).as(queue.getKey()).isEqualTo(wantedRedrive(wanted));
    }
  }

  private static JsonNode redrive(JsonNode attributes) throws Exception {
    return JSON.readTree(attributes.path("RedrivePolicy").asText("{}"));
  }

  private ObjectNode wantedRedrive(JsonNode queue) {
    var wanted = JSON.createObjectNode();
    var redrive = queue.path("RedrivePolicy");
    if (!redrive.isMissingNode()) {
      wanted.put(
          "deadLetterTargetArn",
          there().queueArn(redrive.at("/deadLetterTargetArn/Fn::GetAtt/0").asText()));
      wanted.set("maxReceiveCount", redrive.path("maxReceiveCount"));
    }
    return wanted;
  }

  @Test
  void rulesLeadWhereTheTemplateSays() throws Exception {
    assertThat(stack.rules()).hasSizeGreaterThan(2);
    for (var rule : stack.rules()) {
      var made =
          there()
              .name(
                  rule.target() instanceof Target.Function
                      ? rule.target().name() + rule.name()
                      : rule.name());
      var onBus = made.split("\\|", 2);
      var asked = JSON.createObjectNode();
      if (onBus.length == 2) {
        asked.put("EventBusName", onBus[0]);
      }
      var name = onBus[onBus.length - 1];
      var pattern =
          there()
              .call("events", "AWSEvents.DescribeRule", asked.put("Name", name).toString())
              .path("EventPattern")
              .asText();
      // SES has no configuration sets there.
      var wanted =
          rule.pattern()
              .json()
              .toString()
              .replace("\"Mails\"", "\"" + there().name("Mails") + "\"");
      assertThat(JSON.readTree(pattern)).as(name).isEqualTo(JSON.readTree(wanted));

      asked.remove("Name");
      var target =
          there()
              .call("events", "AWSEvents.ListTargetsByRule", asked.put("Rule", name).toString())
              .at("/Targets/0");
      assertThat(target.path("Arn").asText()).as(name).isEqualTo(arn(rule.target()));
      assertThat(target.at("/DeadLetterConfig/Arn").asText())
          .as(name)
          .isEqualTo(rule.deadLetters().map(there()::queueArn).orElse(""));
    }
  }

  /// Functions are called by their aliases.
  private String arn(Target target) {
    return switch (target) {
      case Target.Function(var function) -> there().name(function);
      case Target.Queue(var queue) -> there().queueArn(queue);
    };
  }

  @Test
  void functionsAreWhatTheTemplateSays() throws Exception {
    assertThat(stack.functions()).hasSizeGreaterThan(10);
    for (var function : stack.functions().values()) {
      var path = "/2015-03-31/functions/" + functionName(function.name());
      var made = there().get("lambda", path + "/configuration");
      assertThat(made.path("State").asText()).as(path).isEqualTo("Active");
      assertThat(made.path("Runtime").asText()).as(path).isEqualTo("java25");
      assertThat(made.path("Handler").asText()).as(path).isEqualTo(function.className());
      assertThat(made.path("Timeout").asLong()).as(path).isEqualTo(function.timeout().toSeconds());
      assertThat(variables(made)).as(path).isEqualTo(function.environment().keySet());
      assertThat(there().name(function.name())).endsWith(":live");
      assertThat(there().get("lambda", path + "/aliases/live").path("FunctionVersion").asText())
          .as(path)
          .isEqualTo("1");
    }
  }

  private static Set<String> variables(JsonNode function) {
    var names = new TreeSet<String>();
    function.at("/Environment/Variables").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void scheduleAndQueueLeadToTheirFunctions() throws Exception {
    var tick = stack.schedules().getFirst();
    var made =
        there().get("scheduler", "/schedules/" + there().name(tick.function() + tick.name()));
    assertThat(made.path("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
    assertThat(tick.every()).isEqualTo(Duration.ofMinutes(1));
    assertThat(made.at("/Target/Arn").asText()).isEqualTo(there().name(tick.function()));
    assertThat(made.at("/Target/DeadLetterConfig/Arn").asText())
        .isEqualTo(there().queueArn("MissedTicks"));

    var mapping =
        there()
            .get("lambda", "/2015-03-31/event-source-mappings/" + there().name("IngestFactsFile"));
    assertThat(mapping.path("EventSourceArn").asText()).isEqualTo(there().queueArn("IntakeQueue"));
    assertThat(mapping.path("FunctionArn").asText()).isEqualTo(there().name("IngestFacts"));
    assertThat(mapping.at("/FunctionResponseTypes/0").asText())
        .isEqualTo("ReportBatchItemFailures");
  }

  /// Types that it has no provider for count as made there, and nothing is.
  @Test
  void whatIsNotCarriedIsListed() throws Exception {
    var readme = Files.readString(Path.of("../../README.md"));
    var missing = new TreeSet<String>();
    for (var each : there().resources()) {
      if (each.path("PhysicalResourceId").asText().equals("unknown")) {
        missing.add(each.path("ResourceType").asText());
      }
    }
    assertThat(missing)
        .contains("AWS::ApiGatewayV2::Api", "AWS::Pipes::Pipe")
        .allMatch(type ->
            readme.contains("`" + type + "`")
                || readme.contains("`" + type.replaceFirst("\\w+$", "*") + "`"));
  }

  private FunctionDefinition definition(String function) {
    return Objects.requireNonNull(stack.functions().get(function), function);
  }

  /// The name in the ARN of its alias.
  private String functionName(String function) {
    var alias = there().name(function).split(":", -1);
    return alias[alias.length - 2];
  }

  private static <T> T await(Callable<Optional<T>> attempt) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var found = attempt.call();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(System.nanoTime()).as("too late").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }
}
