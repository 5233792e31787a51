package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import io.partway.local.clock.MovableClock;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three months and fifteen days in seconds: the clock of the running system is moved.
class TimeTest {
  private static final String SINCE = "2025-03-01T08:00:00Z";

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
  }

  private static Caller partner(Caller nobody) {
    return nobody.as("u", "partner", "p", "admin");
  }

  private static Caller customer(Caller nobody, String id) {
    return nobody.as("u-" + id, "customer", id, "admin");
  }

  private Caller load(LocalSystem system, String... customers) throws Exception {
    var nobody = Caller.nobody(system, client);
    var lines = new StringBuilder();
    for (var each : customers) {
      lines.append(Lines.clear(each, "p", 1, SINCE));
    }
    nobody.takeIn("application/x-ndjson", lines.toString()).expect(200);
    return nobody;
  }

  private static void submitAndReject(Caller nobody, String customer, String key) throws Exception {
    var id = partner(nobody).submit(customer, key).expect(201).text("/requestId");
    customer(nobody, customer).decide("p", id, "reject").expect(200);
  }

  @Test
  void aLateAgreeIsRefusedToTheMillisecondThoughNoSweepHasRun() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests().withoutSchedule())) {
      var nobody = load(system, "c1", "c2");
      nobody.setClock("2031-01-01T00:00:00Z").expect(200);
      var inTime = partner(nobody).submit("c1", "k1").expect(201).text("/requestId");
      var late = partner(nobody).submit("c2", "k1").expect(201).text("/requestId");

      nobody.setClock("2031-01-15T23:59:59.999Z").expect(200);
      customer(nobody, "c1").decide("p", inTime, "agree").expect(200);

      nobody.setClock("2031-01-16T00:00:00Z").expect(200);
      assertThat(customer(nobody, "c2").decide("p", late, "agree").expect(409).text("/code"))
          .isEqualTo("request-expired");
      var seen = partner(nobody).get("/v1/records?status=expired").expect(200);
      assertThat(seen.text("/items/0/recordId")).isEqualTo(late);
      assertThat(seen.text("/items/0/decidedAt")).isEqualTo("2031-01-16T00:00:00.000Z");
      assertThat(customer(nobody, "c2").get("/v1/associations/p").expect(200).text("/state"))
          .isEqualTo("active");

      // Nothing has tidied up, and yet it stands in nobody's way.
      partner(nobody).submit("c2", "k2").expect(201);
    }
  }

  @Test
  void theSweepChangesNothingThatReadersSee() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = load(system, "c1");
      nobody.setClock("2031-01-01T00:00:00Z").expect(200);
      var id = partner(nobody).submit("c1", "k1").expect(201).text("/requestId");
      var path = "/v1/associations/c1/requests/" + id;

      system.clock().move(Optional.of(Instant.parse("2031-01-17T12:00:00Z")), Optional.of(true));
      var before = partner(nobody).get(path).expect(200);
      assertThat(before.text("/status")).isEqualTo("expired");

      // A jump by HTTP runs the schedule.
      nobody.setClock("2031-01-17T12:00:00.001Z").expect(200);
      var after = partner(nobody).get(path).expect(200);
      assertThat(after.body()).isEqualTo(before.body());
      assertThat(after.etag()).isEqualTo(before.etag());
    }
  }

  @Test
  void slotsAreReleasedAfterThreeCalendarMonths() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = load(system, "c1", "c2", "c3", "c4");
      nobody.setClock("2031-01-31T10:00:00Z").expect(200);
      submitAndReject(nobody, "c1", "k1");
      submitAndReject(nobody, "c2", "k2");
      nobody.setClock("2031-02-28T12:00:00Z").expect(200);
      submitAndReject(nobody, "c3", "k3");

      // 31 January and three months: April has 30 days, so the slot is free at the start of May.
      var refused = partner(nobody).submit("c4", "k4").expect(409);
      assertThat(refused.text("/code")).isEqualTo("quota-exceeded");
      assertThat(refused.text("/quota/nextAvailableAt")).isEqualTo("2031-05-01T00:00:00.000Z");
      nobody.setClock("2031-04-30T23:59:59.999Z").expect(200);
      partner(nobody).submit("c4", "k4").expect(409);

      nobody.setClock("2031-05-01T00:00:00Z").expect(200);
      submitAndReject(nobody, "c4", "k4");
      submitAndReject(nobody, "c1", "k5");
      assertThat(partner(nobody).submit("c2", "k6").expect(409).text("/quota/nextAvailableAt"))
          .isEqualTo("2031-05-28T12:00:00.000Z");
    }
  }

  @Test
  void aLeapDayIsADayLikeOthers() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests().with("SubmissionLimit", "1"))) {
      var nobody = load(system, "c1", "c2");
      nobody.setClock("2031-11-29T10:00:00Z").expect(200);
      submitAndReject(nobody, "c1", "k1");
      assertThat(partner(nobody).submit("c2", "k2").expect(409).text("/quota/nextAvailableAt"))
          .isEqualTo("2032-02-29T10:00:00.000Z");

      nobody.setClock("2032-02-29T10:00:00Z").expect(200);
      submitAndReject(nobody, "c2", "k2");
      assertThat(partner(nobody).submit("c1", "k3").expect(409).text("/quota/nextAvailableAt"))
          .isEqualTo("2032-05-29T10:00:00.000Z");
    }
  }

  @Test
  void aCommonYearsFebruaryMovesTheReleaseToMarch() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests().with("SubmissionLimit", "1"))) {
      var nobody = load(system, "c1", "c2");
      nobody.setClock("2030-11-29T10:00:00Z").expect(200);
      submitAndReject(nobody, "c1", "k1");

      assertThat(partner(nobody).submit("c2", "k2").expect(409).text("/quota/nextAvailableAt"))
          .isEqualTo("2031-03-01T00:00:00.000Z");
    }
  }

  @Test
  void theClockGoesForwardOnly() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = Caller.nobody(system, client);
      nobody.setClock("2031-01-01T00:00:00Z").expect(200);

      nobody.setClock("2030-12-31T00:00:00Z").expect(400);
      assertThat(system.clock().read())
          .isEqualTo(new MovableClock.Reading(Instant.parse("2031-01-01T00:00:00Z"), true));
    }
  }
}
