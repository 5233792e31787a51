package io.partway.listrecords;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.party.Party;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.FaultyDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Events of `GET /v1/operations/health` in, answers out, on the table's engine.
@ExtendWith(EmbeddedDynamoDb.class)
final class HealthFunctionTest {
  private static final String ROUTE = "GET /v1/operations/health";
  private static final Person OTTO = Person.operator("u-otto");

  private final DynamoDbEngine engine;
  private final World world;
  private final ListRecordsFunction function;

  HealthFunctionTest(DynamoDbEngine engine) {
    this.engine = engine;
    world = World.in(engine);
    function = new ListRecordsFunction(world.host(ListRecordsFunction.class));
  }

  private HttpResult check(Person caller) {
    return HttpResult.of(function, HttpEvent.of(ROUTE).by(caller));
  }

  @Test
  void beforeAnythingHasHappenedNothingIsKnown() {
    assertThat(check(OTTO).done(200).json())
        .hasToString(
            "{\"checkedAt\":\"2026-03-02T09:30:00.000Z\",\"status\":\"attention\",\"findings\":["
                + "{\"code\":\"sweep-late\",\"detail\":\"The schedule has not ticked for minutes:"
                + " nothing expires on record, nobody is reminded.\"},"
                + "{\"code\":\"events-late\",\"detail\":\"For minutes nothing has come through the"
                + " outbox: others are not told of changes.\"}],\"lastSweep\":null,"
                + "\"overdue\":{\"count\":0,\"relation\":\"exact\",\"oldestDeadline\":null},"
                + "\"lag\":{\"sweepSeconds\":null,\"expirySeconds\":0,\"eventsSeconds\":null},"
                + "\"deadLetters\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "viewer", "account_manager"})
  void everyRoleOfTheDeskSeesThatAllIsWell(String role) {
    world.tick();
    world.hear();
    world.deadLetters("untold-changes", 0L);
    world.clock().advance(Duration.ofSeconds(42));
    HttpResult well = check(OTTO.inRole(role)).done(200);
    assertThat(well.at("/status")).isEqualTo("ok");
    assertThat(well.json().get("findings")).isEmpty();
    assertThat(well.json().get("lastSweep"))
        .hasToString(
            "{\"at\":\"2026-03-02T09:30:00.000Z\",\"complete\":true,\"expired\":0,"
                + "\"overtaken\":0,\"reminders\":0}");
    assertThat(well.json().get("lag"))
        .hasToString("{\"sweepSeconds\":42,\"expirySeconds\":0,\"eventsSeconds\":42}");
    assertThat(well.json().get("deadLetters"))
        .hasToString("[{\"queue\":\"untold-changes\",\"messages\":0}]");
  }

  @Test
  void tellsWhatFallsBehind() {
    world.establish("c-1", "p-north");
    world.submit("c-1", "p-north", Party.PARTNER);
    world.tick();
    world.hear();
    world.clock().advance(Duration.ofDays(15).plusMinutes(4));
    world.deadLetters("refused-facts", 3L);
    world.deadLetters("untold-changes", null);
    HttpResult behind = check(OTTO).done(200);
    assertThat(behind.json().get("findings").findValuesAsText("code"))
        .containsExactly(
            "sweep-late",
            "requests-overdue",
            "events-late",
            "dead-letters",
            "dead-letters-unknown");
    assertThat(behind.json().get("overdue"))
        .hasToString(
            "{\"count\":1,\"relation\":\"exact\",\"oldestDeadline\":\"2026-03-17T09:30:00.000Z\"}");
    assertThat(behind.at("/lag/expirySeconds")).isEqualTo("240");
    assertThat(behind.json().get("deadLetters"))
        .hasToString(
            "[{\"queue\":\"refused-facts\",\"messages\":3},"
                + "{\"queue\":\"untold-changes\",\"messages\":null}]");

    world.tick();
    HttpResult swept = check(OTTO).done(200);
    assertThat(swept.at("/lastSweep/expired")).isEqualTo("1");
    assertThat(swept.at("/overdue/count")).isEqualTo("0");
    assertThat(swept.json().get("findings").findValuesAsText("code"))
        .startsWith("events-late")
        .doesNotContain("sweep-late", "requests-overdue");
  }

  @Test
  void refusalsComeInTheirOrder() {
    assertThat(HttpResult.of(function, HttpEvent.of(ROUTE)).status()).isEqualTo(401);
    HttpResult.of(function, HttpEvent.of(ROUTE).by(Person.partnerAdmin("p-north")).query("x=y"))
        .refused(403, "role-not-allowed");
    HttpResult.of(function, HttpEvent.of(ROUTE).by(OTTO.inRole("owner")))
        .refused(403, "role-not-allowed");
    assertThat(
            HttpResult.of(function, HttpEvent.of(ROUTE).by(OTTO).query("x=y"))
                .refused(400, "malformed")
                .faults())
        .containsExactly("?x unknown");
    ListRecordsFunction down =
        new ListRecordsFunction(
            world.host(
                ListRecordsFunction.class, new FaultyDynamoDb(engine.client(), 1, 1).client()));
    HttpResult.ofLate(down, HttpEvent.of(ROUTE).by(OTTO)).refused(503, "unavailable");
  }

  @Test
  void operatorsReadNothingElseHere() {
    for (String route :
        new String[] {"GET /v1/records", "GET /v1/notifications", "GET /v1/associations"}) {
      HttpResult.of(function, HttpEvent.of(route).by(OTTO)).refused(403, "role-not-allowed");
    }
  }
}
