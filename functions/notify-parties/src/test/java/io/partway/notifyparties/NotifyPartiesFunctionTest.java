package io.partway.notifyparties;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.core.event.DomainEvent;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender.Outcome;
import io.partway.core.notification.NotificationType;
import io.partway.core.party.Party;
import io.partway.core.request.Decision;
import io.partway.core.settings.Contact;
import io.partway.gateway.EventFailed;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.DynamoDbProxy;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.FaultyDynamoDb;
import io.partway.testkit.RecordingDynamoDb;
import io.partway.testkit.function.RecordedContext;
import io.partway.testkit.function.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// An event of the bus in, messages out, everything between as deployed.
@ExtendWith(EmbeddedDynamoDb.class)
class NotifyPartiesFunctionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CLAIM = Duration.ofSeconds(45);

  private static final Contact ANA =
      contact("ana@north.example", "+34600000001", Language.ES, "Europe/Madrid");
  private static final Contact WEI =
      contact("wei@mueller.example", null, Language.ZH_HANS, "Asia/Shanghai");

  private final World world;
  private final List<String> log = new ArrayList<>();
  private @Nullable NotifyPartiesFunction function;

  NotifyPartiesFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
  }

  private static Contact contact(
      String email, @Nullable String phoneNumber, Language language, String zone) {
    return new Contact(
        "Somebody",
        email,
        phoneNumber,
        language,
        ZoneId.of(zone),
        phoneNumber == null ? EnumSet.of(Channel.EMAIL) : EnumSet.allOf(Channel.class));
  }

  @BeforeEach
  void associate() {
    world.establish("c-1", "p-north");
    world.contacts(Party.PARTNER, "p-north", ANA);
    world.contacts(Party.CUSTOMER, "c-1", WEI);
  }

  private JsonNode tell(DomainEvent event) throws IOException {
    if (function == null) {
      function = new NotifyPartiesFunction(world.host(NotifyPartiesFunction.class));
    }
    return tell(function, ToldEvents.json(event), () -> 30_000);
  }

  private JsonNode tell(NotifyPartiesFunction function, byte[] event, IntSupplier remainingMillis)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordedContext context = new RecordedContext(remainingMillis);
    try {
      function.handleRequest(new ByteArrayInputStream(event), out, context);
      return JSON.readTree(out.toByteArray());
    } finally {
      synchronized (log) {
        log.addAll(context.lines());
      }
    }
  }

  private String reasonOf(DomainEvent event) {
    try {
      throw new AssertionError("told: " + tell(event));
    } catch (EventFailed e) {
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The newest thing that has happened.
  private DomainEvent newest() {
    return world.events("c-1").getLast();
  }

  private List<NotificationType> listOf(Party party) {
    return world.notifications(party, party == Party.PARTNER ? "p-north" : "c-1").stream()
        .map(notification -> notification.type())
        .toList();
  }

  private DomainEvent rejected() {
    String request = world.submit("c-1", "p-north", Party.PARTNER);
    world.clock().advance(Duration.ofMinutes(3));
    world.decide("c-1", "p-north", request, Party.CUSTOMER, Decision.REJECT);
    return newest();
  }

  @Test
  void tellsTheOtherSideInItsListAndOnItsChannels() throws IOException {
    DomainEvent rejected = rejected();
    assertThat(tell(rejected).toString())
        .isEqualTo("{\"listed\":1,\"sent\":2,\"repeated\":0,\"alreadySent\":0}");
    assertThat(listOf(Party.PARTNER)).containsExactly(NotificationType.DISASSOCIATION_REJECTED);
    assertThat(listOf(Party.CUSTOMER)).isEmpty();
    assertThat(world.messages().accepted())
        .extracting(Message::to)
        .containsExactlyInAnyOrder("ana@north.example", "+34600000001");
    assertThat(world.messages().accepted())
        .allSatisfy(message -> {
          assertThat(message.text()).contains("M*** (c-1)", "su solicitud");
          assertThat(message.topic().about()).isEqualTo(rejected.id().value());
          assertThat(message.topic().audience()).isEqualTo("partner-p-north");
        });
    assertThat(log)
        .singleElement()
        .satisfies(line -> assertThat(line).contains("\"level\":\"info\"", "\"sent\":2"));
  }

  @Test
  void whatComesAgainIsTold() throws IOException {
    DomainEvent rejected = rejected();
    tell(rejected);
    assertThat(tell(rejected).toString())
        .isEqualTo("{\"listed\":0,\"sent\":0,\"repeated\":0,\"alreadySent\":2}");
    assertThat(listOf(Party.PARTNER)).hasSize(1);
    assertThat(world.messages().accepted()).hasSize(2);
  }

  @Test
  void whatTellsNobodyIsDoneWithoutACall(DynamoDbEngine engine) throws IOException {
    RecordingDynamoDb calls = new RecordingDynamoDb(engine.client());
    DomainEvent established = world.events("c-1").getFirst();
    assertThat(
            tell(
                    new NotifyPartiesFunction(
                        world.host(NotifyPartiesFunction.class, calls.client())),
                    ToldEvents.json(established),
                    () -> 30_000)
                .path("listed")
                .asInt())
        .isZero();
    assertThat(calls.take()).isEmpty();
  }

  @Test
  void makesNoCallsButThoseThatTheTemplateAllows(DynamoDbEngine engine) throws IOException {
    RecordingDynamoDb calls = new RecordingDynamoDb(engine.client());
    DomainEvent rejected = rejected();
    tell(
        new NotifyPartiesFunction(world.host(NotifyPartiesFunction.class, calls.client())),
        ToldEvents.json(rejected),
        () -> 30_000);
    // Contacts, names, two claims read; the list, two claims, two settled: one item each.
    assertThat(calls.take())
        .extracting(RecordingDynamoDb.Call::operation)
        .allMatch(List.of("BatchGetItem", "TransactWriteItems")::contains)
        .filteredOn("TransactWriteItems"::equals)
        .hasSize(5);
  }

  @Test
  void oneMessageThatFailsFailsTheEventAndHoldsNoOther() throws IOException {
    DomainEvent rejected = rejected();
    world
        .messages()
        .failing(message ->
            message instanceof Message.Email
                ? Optional.of(new Outcome.Refused("MessageRejected"))
                : Optional.empty());
    assertThat(reasonOf(rejected)).isEqualTo("email: MessageRejected");
    assertThat(world.messages().accepted()).extracting(Message::to).containsExactly("+34600000001");
    assertThat(listOf(Party.PARTNER)).hasSize(1);
    assertThat(log.getLast())
        .contains("\"level\":\"warn\"", "\"reason\":\"email: MessageRejected\"")
        .doesNotContain("ana@", "+34600000001");

    world.messages().recover();
    assertThat(tell(rejected).toString())
        .isEqualTo("{\"listed\":0,\"sent\":1,\"repeated\":0,\"alreadySent\":1}");
    assertThat(world.messages().last().topic().possibleRepeat()).isFalse();
  }

  @Test
  void anOutageIsReportedOnceForAllAndMadeGoodAsPossibleRepeats() throws IOException {
    world.contacts(
        Party.PARTNER,
        "p-north",
        ANA,
        contact("bo@north.example", null, Language.EN, "UTC"),
        contact("cy@north.example", null, Language.EN, "UTC"));
    DomainEvent rejected = rejected();
    world.messages().failing(_ -> Optional.of(new Outcome.Unavailable("status 503")));
    assertThat(reasonOf(rejected)).isEqualTo("email: status 503 (3); sms: status 503");
    assertThat(reasonOf(rejected)).isEqualTo("email: status 503 (3); sms: status 503");

    world.messages().recover();
    assertThat(tell(rejected).toString())
        .isEqualTo("{\"listed\":0,\"sent\":4,\"repeated\":4,\"alreadySent\":0}");
    assertThat(world.messages().accepted()).allMatch(message -> message.topic().possibleRepeat());
    tell(rejected);
    assertThat(world.messages().accepted()).hasSize(4);
  }

  @Test
  void whoDiesBetweenClaimAndSendingIsMadeGoodOnceAndMarked() throws IOException {
    DomainEvent event = requestedByPartner();
    world
        .messages()
        .failing(_ -> {
          throw new AssertionError("the process dies here");
        });
    assertThatThrownBy(() -> tell(event)).isInstanceOf(Throwable.class);
    world.messages().recover();
    assertThat(world.messages().accepted()).isEmpty();

    // While the claim may be that of somebody alive nothing is sent, and nothing is given up.
    assertThat(reasonOf(event)).isEqualTo("email: being sent");
    world.clock().advance(CLAIM);
    assertThat(tell(event).toString())
        .isEqualTo("{\"listed\":0,\"sent\":1,\"repeated\":1,\"alreadySent\":0}");
    assertThat(world.messages().last().topic().possibleRepeat()).isTrue();
    assertThat(tell(event).path("alreadySent").asInt()).isEqualTo(1);
    assertThat(world.messages().accepted()).hasSize(1);
  }

  @Test
  void whoDiesBetweenSendingAndSettlingIsRepeatedOnceAndMarked(DynamoDbEngine engine)
      throws IOException {
    DomainEvent event = requestedByPartner();
    BooleanSupplier sent = () -> !world.messages().accepted().isEmpty();
    DynamoDbClient lostOnceSent =
        DynamoDbProxy.of(
            engine.client(),
            (_, _, call) -> {
              if (sent.getAsBoolean()) {
                throw SdkClientException.create("no route to the table");
              }
              return call.get();
            });
    NotifyPartiesFunction dying =
        new NotifyPartiesFunction(world.host(NotifyPartiesFunction.class, lostOnceSent));
    assertThatThrownBy(
            () -> tell(dying, ToldEvents.json(event), () -> sent.getAsBoolean() ? 1 : 30_000))
        .isInstanceOf(EventFailed.class)
        .hasMessage("email: StoreUnavailable");
    assertThat(world.messages().accepted()).hasSize(1);

    world.clock().advance(CLAIM);
    tell(event);
    tell(event);
    assertThat(world.messages().accepted())
        .extracting(message -> message.topic().possibleRepeat())
        .containsExactly(false, true);
  }

  @Test
  void manyDeliveriesAtOnceListOnceAndSendOnce() throws Exception {
    DomainEvent rejected = rejected();
    NotifyPartiesFunction shared =
        new NotifyPartiesFunction(world.host(NotifyPartiesFunction.class));
    byte[] json = ToldEvents.json(rejected);
    int listed = 0;
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        answers.add(
            threads.submit(() -> {
              try {
                return tell(shared, json, () -> 30_000).path("listed").asInt();
              } catch (EventFailed e) {
                assertThat(e).hasMessageContaining("being sent");
                return -1;
              }
            }));
      }
    }
    for (Future<Integer> answer : answers) {
      listed += Math.max(0, answer.get());
    }
    assertThat(listed).isLessThanOrEqualTo(1);
    assertThat(listOf(Party.PARTNER)).hasSize(1);
    // Whoever found it being sent is sent the event again, and finds it sent.
    assertThat(tell(rejected).path("alreadySent").asInt()).isEqualTo(2);
    assertThat(world.messages().accepted()).hasSize(2);
  }

  @Test
  void withoutTimeNothingIsBegunAndNothingLost() throws IOException {
    DomainEvent rejected = rejected();
    NotifyPartiesFunction late = new NotifyPartiesFunction(world.host(NotifyPartiesFunction.class));
    assertThatThrownBy(() -> tell(late, ToldEvents.json(rejected), () -> 8_000))
        .isInstanceOf(EventFailed.class)
        .hasMessage("email: no time left; sms: no time left");
    assertThat(tell(rejected).path("sent").asInt()).isEqualTo(2);
  }

  @Test
  void bothAreToldOfAnExpiryEachInItsLanguageAndZone() throws IOException {
    world.submit("c-1", "p-north", Party.PARTNER);
    world.clock().advance(Duration.ofDays(16));
    world.sweep();
    DomainEvent expired = newest();
    assertThat(tell(expired).path("listed").asInt()).isEqualTo(2);
    assertThat(listOf(Party.PARTNER)).containsExactly(NotificationType.DISASSOCIATION_EXPIRED);
    assertThat(listOf(Party.CUSTOMER)).containsExactly(NotificationType.DISASSOCIATION_EXPIRED);
    // 2026-03-02T09:30Z and fifteen days, in Madrid and in Shanghai.
    assertThat(text("ana@north.example")).contains("17 de marzo de 2026, 10:30 (Europe/Madrid)");
    assertThat(text("wei@mueller.example")).contains("2026年3月17日 17:30（Asia/Shanghai）");
  }

  @Test
  void bothAreToldOfWhatUpstreamEnds() throws IOException {
    world.submit("c-1", "p-north", Party.CUSTOMER);
    world.clock().advance(Duration.ofDays(1));
    world.end("c-1", "p-north");
    for (DomainEvent event : world.events("c-1")) {
      tell(event);
    }
    assertThat(listOf(Party.PARTNER))
        .containsExactlyInAnyOrder(
            NotificationType.DISASSOCIATION_REQUESTED,
            NotificationType.DISASSOCIATION_CANCELLED,
            NotificationType.ASSOCIATION_ENDED);
    assertThat(listOf(Party.CUSTOMER))
        .containsExactlyInAnyOrder(
            NotificationType.DISASSOCIATION_CANCELLED, NotificationType.ASSOCIATION_ENDED);
  }

  @Test
  void anOutageOfTheTableFailsWithoutAWordOfWhatIsStored(DynamoDbEngine engine) {
    DomainEvent rejected = rejected();
    NotifyPartiesFunction cut =
        new NotifyPartiesFunction(
            world.host(
                NotifyPartiesFunction.class, new FaultyDynamoDb(engine.client(), 1, 1).client()));
    assertThatThrownBy(() -> tell(cut, ToldEvents.json(rejected), () -> 1))
        .isInstanceOf(EventFailed.class)
        .hasMessage("StoreUnavailable");
    assertThat(world.messages().accepted()).isEmpty();
  }

  @Test
  void whatItCannotReadFailsLoudly() {
    assertThatThrownBy(() ->
            tell(
                new NotifyPartiesFunction(world.host(NotifyPartiesFunction.class)),
                "{\"source\":\"partway\"}".getBytes(UTF_8),
                () -> 30_000))
        .isInstanceOf(EventFailed.class);
    assertThat(log).singleElement().satisfies(line -> assertThat(line).contains("\"warn\""));
  }

  @Test
  void nothingPersonalStandsInMessageOrLog() throws IOException {
    DomainEvent event = rejected();
    tell(event);
    world.messages().failing(_ -> Optional.of(new Outcome.Unavailable("status 500")));
    reasonOf(requestedByPartner());
    List<String> written = new ArrayList<>(log);
    for (Message message : world.messages().accepted()) {
      written.add(message + message.text());
    }
    assertThat(written)
        .allSatisfy(line -> assertThat(line).doesNotContain(World.SECRETS.toArray(String[]::new)));
    assertThat(log).noneMatch(line -> line.contains("@") || line.contains("+34"));
  }

  private DomainEvent requestedByPartner() {
    world.clock().advance(Duration.ofMinutes(1));
    world.submit("c-1", "p-north", Party.PARTNER);
    return newest();
  }

  private String text(String to) {
    return world.messages().accepted().stream()
        .filter(message -> message.to().equals(to))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
