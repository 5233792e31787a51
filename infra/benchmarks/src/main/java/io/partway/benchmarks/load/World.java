package io.partway.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.benchmarks.aws.Services;
import io.partway.benchmarks.lambda.FunctionFailed;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.load.Event.Caller;
import io.partway.local.template.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Brings about what calls need to find: associations told by upstream, requests, codes. Everything
/// new has names that nothing before it had, so that no call meets the traces of another.
final class World {
  /// The partner whose lists are read.
  static final String PARTNER = "p-lists";

  private static final int CUSTOMERS = 60;
  private static final int REQUESTS = 5;
  private static final Duration GRANTED = Duration.ofDays(30);
  private static final String SUBMIT = "POST /v1/associations/{counterpartyId}/requests";
  private static final String PARTNER_NAME = "Aurora Cloud Services";

  private final Deployment deployment;
  private final Workers workers;
  private final Services services;
  private final InstantSource clock;
  private final AtomicInteger names = new AtomicInteger();

  World(Deployment deployment, Workers workers, Services services, InstantSource clock) {
    this.deployment = deployment;
    this.workers = workers;
    this.services = services;
    this.clock = clock;
  }

  /// A partner and a customer.
  record Pair(String partnerId, String customerId) {}

  /// A pending request of the partner's.
  record Pending(Pair pair, String requestId, String etag) {}

  /// A name that nothing has had before.
  String name(String prefix) {
    return prefix + "-" + names.incrementAndGet();
  }

  /// A partner with a few pages of customers, whom [#customer(int)] names, some of whom have asked
  /// to end their association, which he has been told.
  void lists() {
    for (int i = 0; i < CUSTOMERS; i++) {
      establish(new Pair(PARTNER, customer(i)));
    }
    for (int i = CUSTOMERS - REQUESTS; i < CUSTOMERS; i++) {
      Caller customer = Caller.customer(customer(i));
      call(
          "POST /v1/verification-codes",
          event("POST /v1/verification-codes", Map.of())
              .by(customer)
              .body(object().put("operation", "submit").put("counterpartyId", PARTNER)));
      call(
          SUBMIT,
          event(SUBMIT, Map.of("counterpartyId", PARTNER))
              .by(customer)
              .header("idempotency-key", name("key"))
              .body(
                  object()
                      .put("reason", "We have moved to another partner.")
                      .put("statementVersion", statement("customer", "submit"))
                      .put("verificationCode", services.code())));
    }
    for (JsonNode event : told()) {
      for (FunctionPackage function :
          deployment.hearing(event.path("source").asText(), event.path("detail-type").asText())) {
        workers.invoke(function, event.toString().getBytes(UTF_8), _ -> {});
      }
    }
  }

  /// Has everything told that has happened so far.
  ///
  /// @return what there is on the bus by then
  List<JsonNode> told() {
    workers.invoke(deployment.telling(), republish(), _ -> {});
    return services.told();
  }

  /// How somebody asks that everything be told again.
  static byte[] republish() {
    ObjectNode event = object();
    event
        .putObject("republish")
        .put("from", "2020-01-01T00:00:00Z")
        .put("to", "2100-01-01T00:00:00Z");
    return event.toString().getBytes(UTF_8);
  }

  static String customer(int number) {
    return "c-lists-%03d".formatted(number % CUSTOMERS);
  }

  /// Two that are associated, with nothing in the way of the end.
  Pair pair() {
    Pair pair = new Pair(name("p"), name("c"));
    establish(pair);
    return pair;
  }

  /// A request that waits for the customer's decision.
  Pending pending() {
    Pair pair = pair();
    Answers.Http answer = call(SUBMIT, submit(pair));
    return new Pending(
        pair, answer.body().path("requestId").asText(), answer.headers().path("ETag").asText());
  }

  /// A submission by the partner.
  Event submit(Pair pair) {
    return event(SUBMIT, Map.of("counterpartyId", pair.customerId()))
        .by(Caller.partner(pair.partnerId()))
        .header("idempotency-key", name("key"))
        .body(
            object()
                .put("reason", "We close our branch in that country at the end of the year.")
                .put("statementVersion", statement("partner", "submit")));
  }

  /// The customer's agreement, with a code that has been sent to him.
  Event agree(Pending pending) {
    Caller customer = Caller.customer(pending.pair().customerId());
    call("POST /v1/verification-codes", sendCode(pending));
    return event(
            "PUT /v1/associations/{counterpartyId}/requests/{requestId}/decision",
            Map.of("counterpartyId", pending.pair().partnerId(), "requestId", pending.requestId()))
        .by(customer)
        .header("if-match", pending.etag())
        .body(
            object()
                .put("decision", "agree")
                .put("statementVersion", statement("customer", "agree"))
                .put("verificationCode", services.code()));
  }

  /// The customer asks for the code that agreeing needs.
  Event sendCode(Pending pending) {
    return event("POST /v1/verification-codes", Map.of())
        .by(Caller.customer(pending.pair().customerId()))
        .body(
            object()
                .put("operation", "agree")
                .put("counterpartyId", pending.pair().partnerId())
                .put("requestId", pending.requestId()));
  }

  /// A request that the customer has agreed to.
  Pending agreed() {
    Pending pending = pending();
    call("PUT /v1/associations/{counterpartyId}/requests/{requestId}/decision", agree(pending));
    return pending;
  }

  /// The support desk grants a partner submissions.
  ///
  /// @param extra how many; those that are many a second operator has to confirm
  Event grant(int extra) {
    ObjectNode body = object();
    body.put("party", "partner").put("partyId", pair().partnerId()).putNull("counterpartyId");
    body.put("extra", extra).put("ticketNumber", name("SR-2026"));
    body.put("reason", "Two branches are closed in one quarter.");
    body.put("endsAt", clock.instant().plus(GRANTED).truncatedTo(ChronoUnit.SECONDS).toString());
    return event("POST /v1/quota-grants", Map.of())
        .by(Caller.operator())
        .header("idempotency-key", name("key"))
        .body(body);
  }

  /// What a call is answered.
  ///
  /// @throws FunctionFailed when it is not done
  Answers.Http call(String key, Event event) {
    return Answers.http(
        workers.invoke(deployment.function(route(key).function()), event.json(), Answers::done));
  }

  /// A call of the route with this key.
  Event event(String key, Map<String, String> variables) {
    return Event.of(route(key), variables);
  }

  private Route route(String key) {
    return deployment.routes().stream()
        .filter(route -> route.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the template has no route " + key));
  }

  private void establish(Pair pair) {
    workers.invoke(
        deployment.upstream(),
        established(pair),
        answer -> {
          if (!new String(answer, UTF_8).contains("accepted")) {
            throw new FunctionFailed("not accepted: " + new String(answer, UTF_8));
          }
        });
  }

  /// How upstream tells that two are associated.
  static byte[] established(Pair pair) {
    ObjectNode event = object();
    event.put("source", "partway.upstream");
    event.put("detail-type", "AssociationEstablished");
    ObjectNode detail = event.putObject("detail");
    detail.put("customerId", pair.customerId());
    detail.put("partnerId", pair.partnerId());
    detail.put("partnerName", PARTNER_NAME);
    detail.put("version", 1);
    detail.put("name", "Müller Logistik GmbH");
    detail.put("account", pair.customerId() + "@accounts.example.test");
    detail.put("mobile", "4915112345642");
    detail.put("managerId", "marc.aurora").put("manager", "Marc Müller");
    detail.putArray("tags").add("retail").add("emea");
    detail.put("associationType", "reseller").put("associatedAt", "2025-06-30T08:00:00Z");
    detail.put("expenditure", "1280.50").put("currency", "EUR").put("budgetUsage", 83);
    detail.put("resourcesExpireAt", "2100-01-01T00:00:00Z");
    detail.put("enterpriseMaster", false).put("autoFrozen", false).put("manuallyFrozen", false);
    for (String list :
        List.of(
            "members",
            "reservedInstances",
            "partnerSupportPlans",
            "serviceSupportPlans",
            "holds")) {
      detail.putArray(list);
    }
    return event.toString().getBytes(UTF_8);
  }

  /// The version of the statement that is in force.
  private static String statement(String party, String act) {
    return act + "-" + party + "-1-en";
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
