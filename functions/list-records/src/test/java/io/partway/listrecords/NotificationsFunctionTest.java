package io.partway.listrecords;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.EventId;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a party was told, over HTTP.
@ExtendWith(EmbeddedDynamoDb.class)
final class NotificationsFunctionTest {
  private static final String LIST = "GET /v1/notifications";
  private static final String READ = "PUT /v1/notifications/{notificationId}/read";
  private static final Person PARTNER = Person.partnerAdmin("p-north");
  private static final Person CUSTOMER = Person.customerAdmin("c-1");
  private static final Person MANAGER =
      Person.partnerAdmin("p-north").named("u-chen").inRole("account_manager");

  private final World world;
  private final ListRecordsFunction function;

  NotificationsFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new ListRecordsFunction(world.host(ListRecordsFunction.class));
  }

  @BeforeEach
  void associate() {
    world.establish("c-1", "p-north");
  }

  private HttpResult list(Person reader, String query) {
    return HttpResult.of(function, HttpEvent.of(LIST).by(reader).query(query));
  }

  private HttpResult read(Person reader, String id) {
    return HttpResult.of(function, HttpEvent.of(READ, "notificationId", id).by(reader));
  }

  /// Ends of so many associations, a second apart.
  private void ends(int count) {
    for (int i = 0; i < count; i++) {
      world.list(
          new AssociationEnded(
              new EventId("event-" + i),
              world.clock().instant().plusSeconds(i),
              new Pair(new CustomerId("c-1"), new PartnerId("p-north")),
              EndCause.UPSTREAM));
    }
  }

  @Test
  void tellsTheOtherSideAndNotTheOneThatActed() {
    String request = world.submit("c-1", "p-north", Party.PARTNER);
    world.events("c-1").forEach(world::list);

    HttpResult customer = list(CUSTOMER, "").done(200);

    JsonNode item = customer.json().at("/items/0");
    assertThat(customer.json().get("items")).hasSize(1);
    assertThat(item.properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "notificationId",
            "type",
            "at",
            "counterpartyId",
            "counterpartyName",
            "requestId",
            "title",
            "text",
            "read",
            "href");
    assertThat(item.get("type").asText()).isEqualTo("disassociation-requested");
    assertThat(item.get("at").asText()).isEqualTo("2026-03-02T09:30:00.000Z");
    assertThat(item.get("counterpartyId").asText()).isEqualTo("p-north");
    assertThat(item.get("counterpartyName").asText()).isEqualTo("Northwind Cloud");
    assertThat(item.get("requestId").asText()).isEqualTo(request);
    assertThat(item.get("href").asText()).isEqualTo("/v1/associations/p-north/requests/" + request);
    assertThat(item.get("read").asBoolean()).isFalse();
    assertThat(item.get("title").asText())
        .isEqualTo("Northwind Cloud (p-north) asks to end your association");
    assertThat(item.get("text").asText()).contains("before 17 March 2026, 09:30 (UTC)");
    assertThat(customer.json().get("unread").asInt()).isEqualTo(1);
    assertThat(customer.json().get("nextCursor").isNull()).isTrue();
    assertThat(list(PARTNER, "").done(200).json().get("items")).isEmpty();
  }

  @Test
  void masksTheCustomerToThePartner() {
    world.submit("c-1", "p-north", Party.CUSTOMER);
    world.events("c-1").forEach(world::list);

    HttpResult partner = list(PARTNER, "").done(200);

    assertThat(partner.at("/items/0/counterpartyName")).isEqualTo("M***");
    assertThat(partner.at("/items/0/title")).isEqualTo("M*** (c-1) asks to end your association");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          es-MX, en;q=0.5 | Su asociación con Northwind Cloud (p-north) ha terminado
          zh-CN           | 您与Northwind Cloud（p-north）的关联关系已解除
          de              | Your association with Northwind Cloud (p-north) has ended
          """)
  void speaksTheReadersLanguage(String accepted, String title) {
    ends(1);
    HttpResult answer =
        HttpResult.of(function, HttpEvent.of(LIST).by(CUSTOMER).header("accept-language", accepted))
            .done(200);
    assertThat(answer.at("/items/0/title")).isEqualTo(title);
    assertThat(answer.at("/items/0/requestId")).isEqualTo("null");
    assertThat(answer.at("/items/0/href")).isEqualTo("/v1/associations/p-north");
  }

  @Test
  void goesFromPageToPage() {
    ends(7);
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      HttpResult page = list(CUSTOMER, "limit=3" + cursor).done(200);
      page.json().get("items").forEach(item -> seen.add(item.get("notificationId").asText()));
      assertThat(page.json().get("unread").asInt()).isEqualTo(7);
      assertThat(page.json().get("complete").asBoolean()).isTrue();
      JsonNode next = page.json().get("nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());
    assertThat(seen)
        .hasSize(7)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void remembersWhoHasReadWhat() {
    ends(2);
    String newest = list(CUSTOMER, "").done(200).at("/items/0/notificationId");

    read(CUSTOMER, newest).empty();
    read(CUSTOMER, newest).empty();

    HttpResult all = list(CUSTOMER, "unread=false").done(200);
    assertThat(all.json().at("/items/0/read").asBoolean()).isTrue();
    assertThat(all.json().at("/items/1/read").asBoolean()).isFalse();
    assertThat(all.json().get("unread").asInt()).isEqualTo(1);
    HttpResult unread = list(CUSTOMER, "unread=true").done(200);
    assertThat(unread.json().get("items")).hasSize(1);
    assertThat(unread.at("/items/0/notificationId")).isNotEqualTo(newest);
    HttpResult colleague = list(CUSTOMER.named("u-2").inRole("viewer"), "unread=true").done(200);
    assertThat(colleague.json().get("items")).hasSize(2);
    assertThat(colleague.json().get("unread").asInt()).isEqualTo(2);
  }

  @Test
  void showsAnAccountManagerHisCustomersAlone() {
    ends(1);
    world.list(
        new QuotaGranted(
            new EventId("granted"),
            world.clock().instant(),
            "grant-1",
            Party.PARTNER,
            "p-north",
            null,
            2,
            world.clock().instant().plus(Duration.ofDays(30))));
    String ended = list(MANAGER, "").done(200).at("/items/0/notificationId");
    String granted =
        list(PARTNER, "")
            .done(200)
            .json()
            .get("items")
            .valueStream()
            .filter(item -> item.get("type").asText().equals("quota-granted"))
            .findFirst()
            .orElseThrow()
            .get("notificationId")
            .asText();

    assertThat(list(MANAGER, "").done(200).json().get("items")).hasSize(1);
    assertThat(list(MANAGER, "").done(200).json().get("unread").asInt()).isEqualTo(1);
    assertThat(list(MANAGER.named("u-else"), "").done(200).json().get("items")).isEmpty();
    assertThat(list(MANAGER.named("u-else"), "").done(200).json().get("unread").asInt()).isZero();
    read(MANAGER, ended).empty();
    read(MANAGER, granted).refused(404, "not-found");
    read(MANAGER.named("u-else"), ended).refused(404, "not-found");
    assertThat(list(PARTNER, "").done(200).json().get("unread").asInt()).isEqualTo(2);
  }

  @Test
  void hidesWhatIsNotTheReadersPartys() {
    ends(1);
    String id = list(CUSTOMER, "").done(200).at("/items/0/notificationId");
    Person stranger = Person.customerAdmin("c-2");

    assertThat(list(stranger, "").done(200).json().get("items")).isEmpty();
    String hidden = read(stranger, id).refused(404, "not-found").body();
    assertThat(read(stranger, "no-such-id").refused(404, "not-found").body()).isEqualTo(hidden);
    assertThat(read(stranger, "no id!").refused(404, "not-found").body()).isEqualTo(hidden);
    assertThat(list(CUSTOMER, "").done(200).json().get("unread").asInt()).isEqualTo(1);
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    ends(1);
    String id = list(CUSTOMER, "").done(200).at("/items/0/notificationId");

    assertThat(
            list(CUSTOMER, "unread=maybe&limit=0&x=1&cursor=abc")
                .refused(400, "malformed")
                .faults())
        .containsExactlyInAnyOrder(
            "?unread malformed", "?limit malformed", "?x unknown", "?cursor malformed");
    assertThat(
            HttpResult.of(
                    function, HttpEvent.of(READ, "notificationId", id).by(CUSTOMER).query("x=1"))
                .refused(400, "malformed")
                .faults())
        .containsExactly("?x unknown");
    Person operator = new Person("u-op", "operator", "op", "admin");
    list(operator, "").refused(403, "role-not-allowed");
    read(operator, id).refused(403, "role-not-allowed");
  }

  @Test
  void bindsItsCursorToReaderAndQuery() {
    ends(3);
    String cursor = list(CUSTOMER, "limit=1").done(200).at("/nextCursor");
    list(CUSTOMER, "limit=2&cursor=" + cursor).done(200);
    list(CUSTOMER, "limit=1&unread=true&cursor=" + cursor).refused(400, "malformed");
    list(CUSTOMER.named("u-2"), "limit=1&cursor=" + cursor).refused(400, "malformed");
  }
}
