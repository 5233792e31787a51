package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Rehearsal;
import io.partway.core.party.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.crac.Context;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

/// What a rehearsal runs through, and that nothing which goes wrong in it keeps a version from
/// being published.
class SnapshotTest {
  private final List<String> seen = new ArrayList<>();
  private final JsonText json = new JsonText();
  private final Boundary boundary = new Boundary(json, new Log(json), () -> 0);

  private static final class NoContext extends Context<Resource> {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {}

    @Override
    public void afterRestore(Context<? extends Resource> context) {}

    @Override
    public void register(Resource resource) {}
  }

  private Route route(String key, Runnable act) {
    return Route.of(
        Party.CUSTOMER,
        key,
        call -> {
          seen.add(key + (Rehearsal.running() ? " rehearsed" : ""));
          act.run();
          return new Answer.Done();
        });
  }

  private void rehearse(Route... routes) {
    Snapshot snapshot =
        Snapshot.rehearsedBy(() ->
            boundary.rehearse(
                List.of(routes).stream().collect(Collectors.toMap(Route::key, each -> each))));
    snapshot.beforeCheckpoint(new NoContext());
    snapshot.afterRestore(new NoContext());
  }

  @Test
  void callsEveryRouteOnceAsNobody() {
    rehearse(
        Route.ofDesk(
            "GET /v1/desk",
            call -> {
              seen.add("desk");
              return new Answer.Done();
            }),
        route("GET /v1/records", () -> {}),
        Route.ofBoth(
            "PUT /v1/things/{thingId}",
            call -> {
              seen.add(call.path("thingId") + " of " + call.member().partyId());
              return new Answer.Done();
            }));

    assertThat(seen)
        .containsExactlyInAnyOrder(
            "desk",
            "GET /v1/records rehearsed",
            "nobody-before-the-snapshot of nobody-before-the-snapshot");
    assertThat(Rehearsal.running()).isFalse();
  }

  @Test
  void whatGoesWrongEndsNothing() {
    rehearse(
        route(
            "GET /a",
            () -> {
              throw new IllegalStateException("planted");
            }),
        route(
            "GET /b",
            () -> {
              throw new NoClassDefFoundError("planted");
            }),
        route("GET /c", () -> {}));

    assertThat(seen)
        .containsExactlyInAnyOrder("GET /a rehearsed", "GET /b rehearsed", "GET /c rehearsed");
  }
}
