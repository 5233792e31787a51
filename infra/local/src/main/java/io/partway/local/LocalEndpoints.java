package io.partway.local;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.clock.MovableClock;
import io.partway.local.demo.Cast;
import io.partway.local.events.DeadLetters;
import io.partway.local.events.EventBus;
import io.partway.local.events.Redelivery;
import io.partway.local.events.Republisher;
import io.partway.local.events.ScheduleTicker;
import io.partway.local.functions.Eraser;
import io.partway.local.functions.Relay;
import io.partway.local.gateway.HttpAnswer;
import io.partway.local.gateway.HttpCall;
import io.partway.local.identity.IdentityProvider;
import io.partway.local.identity.Person;
import io.partway.local.intake.Importer;
import io.partway.local.intake.ProgressBar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What local mode serves beside the API: the front page, the identity provider, clock, import,
/// events, outbox. Refusals are `{"message": "…"}` and say what to change.
///
/// Anybody who can send here can be anybody, so calls that a web page of another site may have made
/// are refused: a foreign `Origin`, or a `Host` that is not loopback's.
final class LocalEndpoints {
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  /// Where the clock ends: what is due later than any clock can stand must still have a year of
  /// four digits.
  private static final Instant END = Instant.parse("9000-01-01T00:00:00Z");

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Map<String, String> PAGE_TYPES =
      Map.of("html", "text/html; charset=utf-8", "css", "text/css", "js", "text/javascript");

  private final Path contract;
  private final IdentityProvider identities;
  private final MovableClock clock;
  private final ScheduleTicker schedule;
  private final EventBus bus;
  private final Runnable tellChanges;
  private final Republisher republisher;
  private final Eraser eraser;
  private final Backend backend;
  private final DeadLetters deadLetters;
  private final Redelivery redelivery;
  private final Optional<Importer> importer;
  private final Supplier<ProgressBar> progress;
  private final boolean runsSchedule;

  /// @param contract the file with the API's contract
  /// @param tellChanges has the bus told of everything that was written so far
  /// @param importer empty where the bucket that the functions read is not ours
  /// @param runsSchedule whether a jump of the clock runs the schedule
  LocalEndpoints(
      Path contract,
      IdentityProvider identities,
      MovableClock clock,
      ScheduleTicker schedule,
      EventBus bus,
      Runnable tellChanges,
      Republisher republisher,
      Eraser eraser,
      Backend backend,
      DeadLetters deadLetters,
      Redelivery redelivery,
      Optional<Importer> importer,
      Supplier<ProgressBar> progress,
      boolean runsSchedule) {
    this.contract = contract;
    this.identities = identities;
    this.clock = clock;
    this.schedule = schedule;
    this.bus = bus;
    this.tellChanges = tellChanges;
    this.republisher = republisher;
    this.eraser = eraser;
    this.backend = backend;
    this.deadLetters = deadLetters;
    this.redelivery = redelivery;
    this.importer = importer;
    this.progress = progress;
    this.runsSchedule = runsSchedule;
  }

  /// Whether a call is for local mode rather than for the API.
  boolean serves(HttpCall call) {
    return call.path().equals("/")
        || call.path().startsWith("/local/")
        || call.path().startsWith("/.well-known/");
  }

  /// Answers one call.
  ///
  /// @param body not read yet, for an import may be large
  HttpAnswer handle(HttpCall call, InputStream body) throws IOException {
    if (isForeign(call)) {
      return HttpAnswer.message(403, "only pages and programs of this machine may call this");
    }
    var answer =
        switch (call.method() + " " + call.path()) {
          case "GET /", "HEAD /" -> page("index.html");
          case "GET /local/events.html" -> page("events.html");
          case "GET /local/events.js" -> page("events.js");
          case "GET /local/outbox.html" -> page("outbox.html");
          case "GET /local/outbox.js" -> page("outbox.js");
          case "GET /local/dead-letters.html" -> page("dead-letters.html");
          case "GET /local/dead-letters.js" -> page("dead-letters.js");
          case "GET /local/page.css" -> page("page.css");
          case "GET /local/page.js" -> page("page.js");
          case "GET /local/openapi.yaml" ->
              HttpAnswer.of(200, "application/yaml", Files.readString(contract));
          case "GET /.well-known/jwks.json" ->
              HttpAnswer.of(200, "application/json", identities.publicKeys().toString());
          case "GET /.well-known/openid-configuration" -> json(identities.discovery());
          case "GET /local/persons" -> json(Cast.all().stream().map(LocalEndpoints::json).toList());
          case "POST /local/token" -> withObject(call, body, this::token);
          case "GET /local/clock" -> json(200, clock.read());
          case "PUT /local/clock" -> withObject(call, body, this::moveClock);
          case "POST /local/import" -> importFile(call, body);
          case "POST /local/events" -> withObject(call, body, this::publish);
          case "GET /local/events" -> events();
          case "POST /local/republish" -> withObject(call, body, this::republish);
          case "POST /local/erase" -> withObject(call, body, this::erase);
          case "GET /local/outbox" -> sent();
          case "GET /local/dead-letters" -> putAside();
          case "POST /local/dead-letters" -> withObject(call, body, this::settle);
          default -> HttpAnswer.message(404, "Not Found");
        };
    return answer.with("cache-control", "no-store");
  }

  private static boolean isForeign(HttpCall call) {
    var host = call.header("host");
    var origin = call.header("origin");
    return !LOOPBACK.contains(withoutPort(host == null ? "" : host))
        || (origin != null && !origin.equals("http://" + host));
  }

  private static String withoutPort(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
  }

  private static HttpAnswer page(String name) throws IOException {
    try (var resource = LocalEndpoints.class.getResourceAsStream("page/" + name)) {
      if (resource == null) {
        throw new IOException("no page " + name);
      }
      var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      var type = PAGE_TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), "text/plain");
      return HttpAnswer.of(200, type, text)
          .with(
              "content-security-policy",
              "default-src 'self'; img-src data:; frame-ancestors 'none'")
          .with("x-content-type-options", "nosniff");
    }
  }

  private interface ObjectCall {
    HttpAnswer answer(ObjectNode body) throws IOException;
  }

  private static HttpAnswer withObject(HttpCall call, InputStream body, ObjectCall then)
      throws IOException {
    if (!mediaType(call).equals("application/json")) {
      return HttpAnswer.message(415, "the content type must be application/json");
    }
    var bytes = body.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      return HttpAnswer.message(413, "the body must not be larger than " + MAX_BODY_BYTES);
    }
    try {
      return JSON.readTree(bytes) instanceof ObjectNode object
          ? then.answer(object)
          : HttpAnswer.message(400, "the body must be a JSON object");
    } catch (JsonProcessingException e) {
      return HttpAnswer.message(
          400, "the body is not JSON, or has a member twice" + place(e.getLocation()));
    }
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : ": see line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String mediaType(HttpCall call) {
    var type = call.header("content-type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private HttpAnswer token(ObjectNode body) {
    var faults = new ArrayList<String>();
    for (var member : List.of("sub", "party", "party_id", "role")) {
      if (!body.path(member).isTextual() || body.path(member).textValue().isEmpty()) {
        faults.add(member + " must be a text");
      }
    }
    for (var member : List.of("email", "phone_number")) {
      if (body.has(member) && !body.path(member).isTextual()) {
        faults.add(member + " must be a text where it is given");
      }
    }
    var known = Set.of("sub", "party", "party_id", "role", "email", "phone_number");
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            faults.add(name + " is no claim that can be asked for");
          }
        });
    if (!faults.isEmpty()) {
      return HttpAnswer.message(400, String.join("; ", faults));
    }
    var token =
        identities.token(
            new Person(
                body.get("sub").textValue(),
                body.get("party").textValue(),
                body.get("party_id").textValue(),
                body.get("role").textValue(),
                Optional.ofNullable(body.path("email").textValue()),
                Optional.ofNullable(body.path("phone_number").textValue())));
    return json(
        JsonNodeFactory.instance
            .objectNode()
            .put("access_token", token)
            .put("token_type", "Bearer")
            .put("expires_in", IdentityProvider.LIFETIME.toSeconds()));
  }

  private HttpAnswer moveClock(ObjectNode body) {
    if (!backend.ownClock()) {
      return HttpAnswer.message(409, "the functions run elsewhere, by a clock of their own");
    }
    var now = body.path("now");
    var frozen = body.path("frozen");
    var unknown = new ArrayList<String>();
    body.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(List.of("now", "frozen"));
    if (!unknown.isEmpty()) {
      return HttpAnswer.message(400, "only now and frozen can be given, not " + unknown);
    }
    if (now.isMissingNode() && frozen.isMissingNode()) {
      return HttpAnswer.message(400, "now (an instant) or frozen (true, false) must be given");
    }
    if (!frozen.isMissingNode() && !frozen.isBoolean()) {
      return HttpAnswer.message(400, "frozen must be true or false");
    }
    try {
      var target =
          now.isMissingNode()
              ? Optional.<Instant>empty()
              : Optional.of(Instant.parse(now.asText()).truncatedTo(ChronoUnit.MILLIS));
      if (target.isPresent() && !target.get().isBefore(END)) {
        return HttpAnswer.message(400, "now must lie before the year 9000");
      }
      var stands =
          frozen.isMissingNode() ? Optional.<Boolean>empty() : Optional.of(frozen.booleanValue());
      return switch (clock.move(target, stands)) {
        case MovableClock.Move.Moved(var reading, var jumped) -> {
          if (jumped && runsSchedule) {
            schedule.runOnce();
          }
          yield json(200, reading);
        }
        case MovableClock.Move.Refused(var reading) ->
            HttpAnswer.message(400, "the clock goes forward only; it is " + reading.now());
      };
    } catch (DateTimeException _) {
      return HttpAnswer.message(400, "now must be an instant such as 2026-03-01T00:00:00Z");
    }
  }

  private HttpAnswer importFile(HttpCall call, InputStream body) throws IOException {
    if (importer.isEmpty()) {
      return HttpAnswer.message(
          409, "the functions run elsewhere: put the file into the bucket that they read");
    }
    var format =
        switch (mediaType(call)) {
          case "application/x-ndjson", "application/jsonl", "application/x-jsonlines" ->
              Importer.Format.JSON_LINES;
          case "text/csv" -> Importer.Format.CSV;
          default -> null;
        };
    if (format == null) {
      return HttpAnswer.message(
          415, "the content type must be application/x-ndjson (JSON Lines) or text/csv");
    }
    return switch (importer.get().take(body, format, progress.get())) {
      case Importer.Result.Done(var report) -> json(report);
      case Importer.Result.Stopped(var why) ->
          HttpAnswer.message(502, why + "; the import can be repeated");
    };
  }

  private HttpAnswer publish(ObjectNode event) {
    var faults = new ArrayList<String>();
    for (var member : List.of("source", "detail-type")) {
      if (!event.path(member).isTextual()) {
        faults.add(member + " must be a text");
      }
    }
    if (!event.path("detail").isObject()) {
      faults.add("detail must be an object");
    }
    if (!faults.isEmpty()) {
      return HttpAnswer.message(400, String.join("; ", faults));
    }
    return json(json(bus.publish(event)));
  }

  private HttpAnswer events() {
    tellChanges.run();
    return json(items(bus.newestFirst().stream().map(LocalEndpoints::json).toList()));
  }

  private HttpAnswer sent() {
    tellChanges.run();
    return json(items(backend.sent().newestFirst()));
  }

  private HttpAnswer putAside() {
    tellChanges.run();
    return json(items(deadLetters.newestFirst().stream().map(DeadLetters.Letter::json).toList()));
  }

  private HttpAnswer settle(ObjectNode body) {
    var id = body.path("id").asText();
    return switch (body.path("action").asText()) {
      case "send-again" ->
          switch (redelivery.sendAgain(id)) {
            case Redelivery.Result.Taken(var answer) -> json(answer);
            case Redelivery.Result.Failed(var why) ->
                HttpAnswer.message(502, "it failed again, and is back in its queue: " + why);
            case Redelivery.Result.Impossible(var why) -> HttpAnswer.message(409, why);
            case Redelivery.Result.Unknown() -> noLetter();
          };
      case "delete" -> redelivery.forget(id) ? json(Map.of()) : noLetter();
      default ->
          HttpAnswer.message(400, "id must name a message, and action be send-again or delete");
    };
  }

  private static HttpAnswer noLetter() {
    return HttpAnswer.message(404, "no message of this id lies in a queue");
  }

  private HttpAnswer republish(ObjectNode body) {
    try {
      var from = Instant.parse(body.path("from").asText());
      var to = Instant.parse(body.path("to").asText());
      if (to.isBefore(from)) {
        return HttpAnswer.message(400, "to must not be before from");
      }
      return relayed(republisher.republish(from, to));
    } catch (DateTimeException _) {
      return HttpAnswer.message(400, "from and to must be instants such as 2026-03-01T00:00:00Z");
    }
  }

  private HttpAnswer erase(ObjectNode body) {
    var names = new ArrayList<String>();
    body.fieldNames().forEachRemaining(names::add);
    if (!Set.copyOf(names).equals(Set.of("party", "partyId", "subject"))
        || !body.valueStream().allMatch(JsonNode::isTextual)) {
      return HttpAnswer.message(400, "party, partyId and subject must be given, as texts");
    }
    return relayed(
        eraser.erase(
            new Eraser.Whom(
                body.get("party").textValue(),
                body.get("partyId").textValue(),
                body.get("subject").textValue())));
  }

  private static HttpAnswer relayed(Relay.Result result) {
    return switch (result) {
      case Relay.Result.Done(var counts) -> json(counts.json());
      case Relay.Result.Failed(var why, var counts) ->
          HttpAnswer.message(
              502, "stopped after " + counts.json() + ", doing it again is harmless: " + why);
    };
  }

  private static ObjectNode json(EventBus.Publication publication) {
    var json = JsonNodeFactory.instance.objectNode();
    json.set("event", publication.event());
    var deliveries = json.putArray("deliveries");
    for (var each : publication.deliveries()) {
      deliveries
          .addObject()
          .put("rule", each.rule())
          .put("target", each.target())
          .put("delivered", each.delivered())
          .set("answer", each.answer());
    }
    return json;
  }

  private static ObjectNode json(Cast member) {
    var person = member.person();
    var json = JsonNodeFactory.instance.objectNode().put("title", member.title());
    var claims = json.putObject("claims");
    claims.put("sub", person.subject());
    claims.put("party", person.party());
    claims.put("party_id", person.partyId());
    claims.put("role", person.role());
    person.email().ifPresent(email -> claims.put("email", email));
    person.phoneNumber().ifPresent(number -> claims.put("phone_number", number));
    return json;
  }

  private static HttpAnswer json(int status, MovableClock.Reading reading) {
    return HttpAnswer.of(
        status,
        "application/json",
        JsonNodeFactory.instance
            .objectNode()
            .put("now", reading.now().toString())
            .put("frozen", reading.frozen())
            .toString());
  }

  private static Map<String, Object> items(List<? extends Object> items) {
    return Map.of("items", items);
  }

  private static HttpAnswer json(Object value) {
    JsonNode tree = JSON.valueToTree(value);
    return HttpAnswer.of(200, "application/json", tree.toString());
  }
}
