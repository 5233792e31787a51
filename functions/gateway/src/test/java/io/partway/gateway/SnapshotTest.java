package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.KeyRing;
import io.partway.core.KeysUnavailable;
import io.partway.core.SecretKeys;
import io.partway.core.StoreUnavailable;
import io.partway.core.party.Party;
import io.partway.core.rehearsal.Cast;
import io.partway.core.rehearsal.Rehearsal;
import io.partway.core.rehearsal.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crac.Context;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

/// What a rehearsal runs through, and that nothing which goes wrong in it keeps a version from
/// being published.
class SnapshotTest {
  /// What is done, in the order in which it was done first, and how often.
  private final Map<String, Integer> seen = Collections.synchronizedMap(new LinkedHashMap<>());

  private final JsonText json = new JsonText();
  private Runnable reached = () -> {};
  private long nanos;
  private boolean restored;
  private Set<SecretKeys> secrets = Set.of();

  private void see(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  private final class Table implements Stage {
    @Override
    public void reach() {
      boolean rightly = !Rehearsal.staged() && (restored || Rehearsal.running());
      see("reach" + (rightly ? "" : " wrongly"));
      reached.run();
    }

    @Override
    public void set(Cast cast) {
      see("set" + (Rehearsal.staged() ? "" : " wrongly"));
    }
  }

  private static final class NoContext extends Context<Resource> {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {}

    @Override
    public void afterRestore(Context<? extends Resource> context) {}

    @Override
    public void register(Resource resource) {}
  }

  private Route route(String key, Endpoint endpoint) {
    return Route.of(
        Party.CUSTOMER,
        key,
        new Endpoint() {
          @Override
          public Answer answer(Call call) {
            see(key + (Rehearsal.staged() ? "" : " for real"));
            return endpoint.answer(call);
          }

          @Override
          public String rehearsedQuery() {
            return endpoint.rehearsedQuery();
          }

          @Override
          public Map<String, Object> rehearsedBody(Cast cast) {
            return endpoint.rehearsedBody(cast);
          }
        });
  }

  private static Answer done(Call call) {
    return new Answer.Done();
  }

  /// @return what was written into the log
  private String rehearse(Route... routes) {
    SecureRandom random = new SecureRandom(new byte[] {1});
    Log log = new Log(json);
    Boundary boundary =
        new Boundary(
            json,
            log,
            () -> nanos,
            new Director(
                new Table(),
                () -> secrets,
                () -> Instant.parse("2026-03-02T09:30:00Z"),
                random,
                json,
                log,
                () -> nanos));
    Snapshot snapshot =
        Snapshot.of(
            () ->
                boundary.rehearse(
                    List.of(routes).stream().collect(Collectors.toMap(Route::key, each -> each))),
            boundary::connect);
    PrintStream out = System.out;
    var written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      snapshot.beforeCheckpoint(new NoContext());
      if (restored) {
        seen.clear();
        snapshot.afterRestore(new NoContext());
      }
    } finally {
      System.setOut(out);
    }
    assertThat(Rehearsal.running()).isFalse();
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void reachesTheTableForRealAndThenPlaysEveryRouteOverAndOver() {
    List<String> who = new ArrayList<>();
    String log =
        rehearse(
            route(
                "GET /v1/records",
                call -> {
                  who.add(call.member().party().word());
                  return new Answer.Done();
                }),
            Route.ofBoth(
                "PUT /v1/associations/{counterpartyId}/requests/{requestId}/decision",
                call -> {
                  who.add(
                      call.member().subject()
                          + " of "
                          + call.member().partyId()
                          + ": "
                          + call.path("counterpartyId")
                          + ", "
                          + call.path("requestId")
                          + ", "
                          + call.ifMatch());
                  return new Answer.Done();
                }),
            Route.ofDesk(
                "GET /v1/desk",
                call -> {
                  who.add(call.operator().subject());
                  return new Answer.Done();
                }));

    assertThat(seen)
        .containsEntry("reach", 10)
        .containsEntry("set", 1)
        .containsEntry("GET /v1/records", 250);
    assertThat(seen.keySet().stream().limit(2)).containsExactly("reach", "set");
    assertThat(seen.keySet()).noneMatch(what -> what.endsWith("wrongly"));
    assertThat(who)
        .hasSize(750)
        .contains(
            "customer",
            "rehearsal-admin of rehearsal-partner: rehearsal-asking, rehearsal-asked,"
                + " Tag[version=OptionalLong[1]]",
            "rehearsal-admin");
    assertThat(log).isEmpty();
  }

  @Test
  void sendsTheQueryAndTheBodyThatTheEndpointWants() {
    List<String> told = new ArrayList<>();
    rehearse(
        route(
            "POST /a",
            new Endpoint() {
              @Override
              public Answer answer(Call call) {
                told.add(call.query().limit() + " ");
                told.add(
                    switch (call.body(BodyShape.ofTexts("counterpartyId"), List.of())) {
                      case Body.Reading.Good(var body) ->
                          String.valueOf(body.text("counterpartyId"));
                      case Body.Reading.Refused(var problem) -> problem.code().word();
                    });
                return new Answer.Done();
              }

              @Override
              public String rehearsedQuery() {
                return "limit=7";
              }

              @Override
              public Map<String, Object> rehearsedBody(Cast cast) {
                return Map.of("counterpartyId", cast.idOf(Party.PARTNER));
              }
            }));

    assertThat(told).contains("rehearsal-partner", "7 ").doesNotContain("malformed");
  }

  @Test
  void saysWhatIsRefusedAndPlaysThatOnceOnly() {
    String log =
        rehearse(
            route("GET /a", call -> Problem.notFound().answer()),
            route("GET /b", SnapshotTest::done));

    assertThat(seen).containsEntry("GET /a", 1).containsEntry("GET /b", 250);
    assertThat(log).contains("\"route\":\"GET /a\"", "\"status\":404", "first call will be slow");
  }

  @Test
  void whatGoesWrongEndsNothing() {
    reached =
        () -> {
          throw new StoreUnavailable("planted", new IllegalStateException());
        };
    String log =
        rehearse(
            route(
                "GET /a",
                call -> {
                  throw new IllegalStateException("planted");
                }),
            route(
                "GET /b",
                call -> {
                  throw new NoClassDefFoundError("planted");
                }),
            route("GET /c", SnapshotTest::done));

    assertThat(seen)
        .containsEntry("reach", 1)
        .containsEntry("GET /a", 1)
        .containsEntry("GET /b", 1)
        .containsEntry("GET /c", 250);
    assertThat(log)
        .contains("StoreUnavailable", "IllegalStateException", "NoClassDefFoundError")
        .doesNotContain("planted");
  }

  @Test
  void endsWhenItsTimeIsUp() {
    rehearse(
        route(
            "GET /a",
            call -> {
              nanos += Duration.ofSeconds(4).toNanos();
              return new Answer.Done();
            }));

    assertThat(seen).containsEntry("GET /a", 4);
  }

  private SecretKeys secret(String name, Runnable read) {
    SecretKeys keys = SecretKeys.of(KeyRing.of("a-value-in-tests"));
    return new SecretKeys() {
      @Override
      public KeyRing ring() {
        see(name);
        read.run();
        return keys.ring();
      }

      @Override
      public KeyRing latest() {
        return keys.latest();
      }

      @Override
      public Optional<KeyRing.Key> named(String id) {
        return keys.named(id);
      }
    };
  }

  @Test
  void connectsAfterTheRestoreToWhatCallsNeed() {
    restored = true;
    secrets = Set.of(secret("cursor key", () -> {}), secret("history key", () -> {}));
    String log = rehearse(route("GET /a", SnapshotTest::done));

    assertThat(seen)
        .containsOnly(
            Map.entry("reach", 1), Map.entry("cursor key", 1), Map.entry("history key", 1));
    assertThat(log).isEmpty();
  }

  @Test
  void whatCannotBeReachedThenIsLeftToTheCallThatNeedsIt() {
    restored = true;
    reached =
        () -> {
          throw new StoreUnavailable("planted", new IllegalStateException());
        };
    secrets =
        Set.of(
            secret(
                "cursor key",
                () -> {
                  throw new KeysUnavailable("planted", new IllegalStateException());
                }));
    String log = rehearse(route("GET /a", SnapshotTest::done));

    assertThat(seen).containsOnly(Map.entry("reach", 1), Map.entry("cursor key", 1));
    assertThat(log)
        .contains("\"requestId\":\"restore\"", "StoreUnavailable", "KeysUnavailable")
        .doesNotContain("planted");
  }
}
