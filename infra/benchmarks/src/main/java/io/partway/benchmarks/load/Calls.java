package io.partway.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.benchmarks.aws.Services;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.load.Event.Caller;
import io.partway.benchmarks.load.World.Pair;
import io.partway.benchmarks.load.World.Pending;
import io.partway.local.template.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The calls that are measured, one for every route of the template.
///
/// A route for which nothing is written here is measured all the same, by a call with a token and a
/// body that it does not know; what it answers to that costs the better part of what it costs to do
/// something.
public final class Calls {
  private static final int TRAINING = 6;
  private static final int FEW = 2;
  private static final int MANY = 5;
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  private final Deployment deployment;
  private final World world;
  private final Map<String, Script> scripts;

  @FunctionalInterface
  private interface Script {
    Event next();
  }

  public Calls(Deployment deployment, Workers workers, Services services, InstantSource clock) {
    this.deployment = deployment;
    this.world = new World(deployment, workers, services, clock);
    this.scripts = scripts();
  }

  /// Has the table filled with what lists need.
  public void prepare() {
    world.lists();
  }

  /// Every route of the API, in the template's order.
  public List<Operation> operations() {
    return deployment.routes().stream().map(this::operation).toList();
  }

  /// What a function is trained with: its routes' calls, and what else it is told of.
  public List<byte[]> training(FunctionPackage function) {
    List<byte[]> events = new ArrayList<>();
    for (Operation operation : operations()) {
      if (operation.function().equals(function)) {
        events.addAll(operation.events(TRAINING));
      }
    }
    if (function.equals(deployment.upstream())) {
      for (int i = 0; i < TRAINING; i++) {
        events.add(World.established(new Pair(world.name("p"), world.name("c"))));
      }
    }
    if (function.equals(deployment.telling())) {
      events.add(World.republish());
    }
    for (JsonNode told : world.told().reversed()) {
      if (events.size() < TRAINING
          && deployment
              .hearing(told.path("source").asText(), told.path("detail-type").asText())
              .contains(function)) {
        events.add(told.toString().getBytes(UTF_8));
      }
    }
    if (deployment.scheduled().contains(function)) {
      events.addAll(Collections.nCopies(TRAINING, World.object().toString().getBytes(UTF_8)));
    }
    return events;
  }

  private Operation operation(Route route) {
    Script script = scripts.get(route.key());
    return new Operation(
        route.key(),
        deployment.function(route.function()),
        script != null,
        script == null ? Answers::answered : Answers::done,
        () -> (script == null ? unknown(route) : script.next()).json());
  }

  private Map<String, Script> scripts() {
    Caller partner = Caller.partner(World.PARTNER);
    Map<String, String> customer = Map.of("counterpartyId", World.customer(7));
    return Map.ofEntries(
        entry(
            "GET /v1/customers",
            () ->
                event("GET /v1/customers", Map.of())
                    .by(partner)
                    .query("associationType=reseller&tag=retail&sort=-associated-at&limit=20")),
        entry("POST /v1/customers/reveal", this::reveal),
        entry(
            "GET /v1/associations",
            () -> event("GET /v1/associations", Map.of()).by(Caller.customer(World.customer(7)))),
        entry(
            "GET /v1/associations/{counterpartyId}",
            () -> event("GET /v1/associations/{counterpartyId}", customer).by(partner)),
        entry(
            "GET /v1/associations/{counterpartyId}/eligibility",
            () -> event("GET /v1/associations/{counterpartyId}/eligibility", customer).by(partner)),
        entry("POST /v1/associations/{counterpartyId}/requests", () -> world.submit(world.pair())),
        entry(
            "GET /v1/associations/{counterpartyId}/requests/{requestId}",
            () ->
                request(
                    "GET /v1/associations/{counterpartyId}/requests/{requestId}", world.pending())),
        entry(
            "PUT /v1/associations/{counterpartyId}/requests/{requestId}/decision",
            () -> world.agree(world.pending())),
        entry(
            "GET /v1/records",
            () -> event("GET /v1/records", Map.of()).by(partner).query("limit=20")),
        entry(
            "GET /v1/associations/{counterpartyId}/history",
            () -> {
              Pair pair = world.agreed().pair();
              return event(
                      "GET /v1/associations/{counterpartyId}/history",
                      Map.of("counterpartyId", pair.customerId()))
                  .by(Caller.partner(pair.partnerId()));
            }),
        entry(
            "GET /v1/associations/{counterpartyId}/requests/{requestId}/receipt",
            () ->
                request(
                    "GET /v1/associations/{counterpartyId}/requests/{requestId}/receipt",
                    world.agreed())),
        entry("GET /v1/receipt-keys", () -> event("GET /v1/receipt-keys", Map.of())),
        entry(
            "GET /v1/notifications",
            () -> event("GET /v1/notifications", Map.of()).by(partner).query("limit=20")),
        entry("POST /v1/verification-codes", () -> world.sendCode(world.pending())),
        entry("GET /v1/settings", () -> event("GET /v1/settings", Map.of()).by(partner)),
        entry("PUT /v1/settings", this::changeSettings),
        entry("PUT /v1/notifications/{notificationId}/read", this::markRead),
        entry("POST /v1/quota-grants", () -> world.grant(FEW)),
        entry(
            "GET /v1/quota-grants",
            () -> event("GET /v1/quota-grants", Map.of()).by(Caller.operator()).query("limit=20")),
        entry("GET /v1/quota-grants/{grantId}", this::grant),
        entry("PUT /v1/quota-grants/{grantId}/confirmation", this::confirm),
        entry(
            "GET /v1/operations/health",
            () -> event("GET /v1/operations/health", Map.of()).by(Caller.operator())));
  }

  private Event reveal() {
    var body = World.object().put("field", "name");
    body.putArray("customerIds").add(World.customer(7)).add(World.customer(8));
    return event("POST /v1/customers/reveal", Map.of())
        .by(Caller.partner(World.PARTNER).named(world.name("user")))
        .body(body);
  }

  private Event changeSettings() {
    Caller user = Caller.partner(World.PARTNER).named(world.name("user"));
    var now = world.call("GET /v1/settings", event("GET /v1/settings", Map.of()).by(user));
    var body = World.object();
    body.set(
        "verification", World.object().set("required", now.body().at("/verification/required")));
    body.set("contacts", now.body().path("contacts"));
    return event("PUT /v1/settings", Map.of())
        .by(user)
        .header("if-match", now.headers().path("ETag").asText())
        .body(body.put("language", "es").put("timeZone", "Europe/Berlin"));
  }

  private Event markRead() {
    Caller user = Caller.partner(World.PARTNER).named(world.name("user"));
    var listed =
        world.call("GET /v1/notifications", event("GET /v1/notifications", Map.of()).by(user));
    return event(
            "PUT /v1/notifications/{notificationId}/read",
            Map.of("notificationId", listed.body().at("/items/0/notificationId").asText()))
        .by(user);
  }

  private Event grant() {
    var granted = world.call("POST /v1/quota-grants", world.grant(FEW));
    return event(
            "GET /v1/quota-grants/{grantId}",
            Map.of("grantId", granted.body().path("grantId").asText()))
        .by(Caller.operator());
  }

  private Event confirm() {
    var granted = world.call("POST /v1/quota-grants", world.grant(MANY));
    return event(
            "PUT /v1/quota-grants/{grantId}/confirmation",
            Map.of("grantId", granted.body().path("grantId").asText()))
        .by(Caller.operator().named("olga.operator"))
        .header("if-match", granted.headers().path("ETag").asText());
  }

  private Event request(String key, Pending pending) {
    return event(
            key,
            Map.of("counterpartyId", pending.pair().customerId(), "requestId", pending.requestId()))
        .by(Caller.partner(pending.pair().partnerId()));
  }

  private Event unknown(Route route) {
    Map<String, String> variables = new HashMap<>();
    Matcher variable = VARIABLE.matcher(route.path());
    while (variable.find()) {
      variables.put(
          variable.group(1),
          variable.group(1).equals("counterpartyId") ? World.customer(7) : world.name("unknown"));
    }
    Event event = Event.of(route, variables);
    if (!route.method().equals("GET")) {
      event.body(World.object()).header("idempotency-key", world.name("key"));
    }
    return route.authorized() ? event.by(Caller.partner(World.PARTNER)) : event;
  }

  private Event event(String key, Map<String, String> variables) {
    return world.event(key, variables);
  }
}
