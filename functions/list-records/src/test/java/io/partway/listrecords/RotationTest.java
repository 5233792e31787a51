package io.partway.listrecords;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Limit;
import io.partway.core.party.Party;
import io.partway.core.request.Decision;
import io.partway.platform.Secret;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two instances of the function, of which one hears of a rotation before the other.
@ExtendWith(EmbeddedDynamoDb.class)
final class RotationTest {
  private static final Person PARTNER = Person.partnerAdmin("p-north");
  private static final String NEW_KEY = "another-value-in-tests-and-nowhere-else";
  private static final String NEWER_KEY = "a-third-value-in-tests-and-nowhere-else";

  private final World world;
  private final ListRecordsFunction late;

  RotationTest(DynamoDbEngine engine) {
    world = World.in(engine);
    late = new ListRecordsFunction(world.host(ListRecordsFunction.class));
    for (String customer : List.of("c-1", "c-2", "c-3")) {
      world.establish(customer, "p-north");
    }
  }

  /// An instance that is new, and so knows all that there is to know.
  private ListRecordsFunction early() {
    return new ListRecordsFunction(world.host(ListRecordsFunction.class));
  }

  private static HttpResult page(ListRecordsFunction function, String cursor) {
    return HttpResult.of(
        function, HttpEvent.of("GET /v1/records").by(PARTNER).query("limit=1" + cursor));
  }

  private static String cursor(HttpResult page) {
    return "&cursor=" + page.done(200).at("/nextCursor");
  }

  private HttpResult history(ListRecordsFunction function) {
    return HttpResult.of(
            function,
            HttpEvent.of("GET /v1/associations/{counterpartyId}/history", "counterpartyId", "c-1")
                .by(PARTNER))
        .done(200);
  }

  private HttpResult receipt(ListRecordsFunction function, String request) {
    return HttpResult.of(
            function,
            HttpEvent.of(
                    "GET /v1/associations/{counterpartyId}/requests/{requestId}/receipt",
                    "counterpartyId",
                    "c-1",
                    "requestId",
                    request)
                .by(PARTNER))
        .done(200);
  }

  private static List<String> keyIds(ListRecordsFunction function) {
    return HttpResult.of(function, HttpEvent.of("GET /v1/receipt-keys"))
        .done(200)
        .json()
        .findValuesAsText("kid");
  }

  private void pass(Limit seconds) {
    world.clock().advance(Duration.ofSeconds(seconds.standard()));
  }

  private String agreed(String customer) {
    String request = world.submit(customer, "p-north", Party.PARTNER);
    world.decide(customer, "p-north", request, Party.CUSTOMER, Decision.AGREE);
    return request;
  }

  @Test
  void noSecretIsReadBeforeSomethingNeedsIt() {
    int before = world.secrets().readings();
    new ListRecordsFunction(world.host(ListRecordsFunction.class));
    assertThat(world.secrets().readings()).isEqualTo(before);
  }

  @Test
  void cursorsOfOneInstanceAreGoodForTheOther() {
    String old = cursor(page(late, ""));
    world.secrets().rotate(Secret.CURSOR_KEY, NEW_KEY);
    String lagging = cursor(page(late, ""));
    String fresh = cursor(page(early(), ""));

    for (String cursor : List.of(old, lagging, fresh)) {
      page(early(), cursor).done(200);
      page(late, cursor).done(200);
    }
  }

  @Test
  void aCursorOfAKeyThatIsGoneIsOld() {
    String old = cursor(page(late, ""));
    world.secrets().set(Secret.CURSOR_KEY, NEW_KEY);
    pass(Limit.SECRET_SECONDS);

    HttpResult refused = page(late, old).refused(400, "malformed");
    assertThat(refused.body()).contains("\"parameter\":\"cursor\"");
  }

  @Test
  void aHistoryOfSeveralKeysHoldsForBoth() {
    world.clock().advance(Duration.ofSeconds(Limit.SECRET_SECONDS.standard() - 1));
    history(late);
    world.secrets().rotate(Secret.HISTORY_KEY, NEW_KEY);
    world.clock().advance(Duration.ofSeconds(1));
    agreed("c-1");

    int readings = world.secrets().readings();
    for (ListRecordsFunction function : List.of(late, early())) {
      HttpResult history = history(function);
      assertThat(history.at("/valid")).isEqualTo("true");
      assertThat(history.json().get("items").findValuesAsText("keyId"))
          .hasSize(3)
          .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(2));
    }
    assertThat(world.secrets().readings()).as("one for each instance").isEqualTo(readings + 2);
  }

  @Test
  void aReceiptStaysTheSameAndItsKeyPublished() {
    String request = agreed("c-1");
    String receipt = receipt(late, request).body();
    List<String> published = keyIds(late);

    for (String key : List.of(NEW_KEY, NEWER_KEY)) {
      world.secrets().rotate(Secret.HISTORY_KEY, key);
      pass(Limit.SECRET_AGAIN_SECONDS);
      assertThat(receipt(late, request).body()).isEqualTo(receipt);
      assertThat(receipt(early(), request).body()).isEqualTo(receipt);
      assertThat(keyIds(late)).as("newest first").endsWith(published.getFirst());
    }
    assertThat(keyIds(late)).hasSize(3).isEqualTo(keyIds(early()));
  }

  @Test
  void withoutTheSecretThereIsNoAnswerInsteadOfAWrongOne() {
    world.secrets().reachable(false);

    HttpResult refused = page(late, "").refused(503, "unavailable");
    assertThat(refused.headers()).containsEntry("Retry-After", "5");
    assertThat(refused.log())
        .anySatisfy(line ->
            assertThat(line)
                .contains("the values of CURSOR_KEY cannot be read: SocketTimeoutException"));
    world.secrets().reachable(true);
    pass(Limit.SECRET_AGAIN_SECONDS);
    page(late, "").done(200);
  }

  @Test
  void anOutageOfTheStoreDoesNotShowWhileNothingNewIsNeeded() {
    String old = cursor(page(late, ""));
    history(late);
    world.secrets().reachable(false);
    pass(Limit.SECRET_SECONDS);

    cursor(page(late, old));
    assertThat(history(late).at("/valid")).isEqualTo("true");
    assertThat(world.log()).allMatch(line -> line.contains("those read before are used"));

    // Neither an old cursor nor a broken history, but none that can be told now.
    world.secrets().reachable(true);
    world.secrets().rotate(Secret.CURSOR_KEY, NEW_KEY);
    String fresh = cursor(page(early(), ""));
    world.secrets().reachable(false);
    page(late, fresh).refused(503, "unavailable");
    // No cursor whatever the secret holds.
    page(late, "&cursor=" + "A".repeat(80)).refused(400, "malformed");
  }
}
