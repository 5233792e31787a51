package io.partway.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.identity.SendCode.Command;
import io.partway.core.identity.SendCode.Outcome;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.Access;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Statement;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.settings.MemorySettings;
import io.partway.core.settings.UserSettings;
import io.partway.core.verification.Addresses;
import io.partway.core.verification.CodeIssuer;
import io.partway.core.verification.MemoryCodes;
import io.partway.core.verification.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SendCodeTest {
  private static final Member CUSTOMER = Samples.admin(Party.CUSTOMER);
  private static final Addresses BOTH = new Addresses("ana@example.com", "+4915550100123");
  private static final Policy POLICY = Samples.policy(Policy.Scope.INITIATOR);

  private final MemoryStore store = new MemoryStore().put(Samples.active(), Samples.clearFacts());
  private final MovableClock clock = new MovableClock(Samples.NOW);
  private final MemorySettings settings = new MemorySettings();
  private final List<Message> sent = new ArrayList<>();
  private final Iterator<String> drawn =
      IntStream.iterate(100_000, i -> i + 1).mapToObj(Integer::toString).iterator();
  private MessageSender.Outcome answer = new MessageSender.Outcome.Accepted("id");
  private final SubmitDisassociation submits =
      new SubmitDisassociation(store, clock, POLICY, Samples.LEDGER, store.codes.verifier());
  private final DecideRequest decides =
      new DecideRequest(store, clock, Samples.LEDGER, store.codes.verifier());
  private final SendCode sends =
      new SendCode(
          submits,
          decides,
          settings,
          new CodeIssuer(store.codes, MemoryCodes.hash(), drawn::next),
          new CodeText(),
          message -> {
            sent.add(message);
            return answer;
          },
          clock);

  private Outcome send(Member caller, Addresses addresses, Command command) {
    return sends.send(caller, addresses, command, Language.EN);
  }

  private Outcome forSubmit() {
    return send(CUSTOMER, BOTH, new Command("submit", "partner-1", null, null));
  }

  private List<String> faults(Command command, Addresses addresses) {
    if (send(CUSTOMER, addresses, command) instanceof Outcome.Invalid(var faults)) {
      return faults.stream().map(fault -> fault.member() + " " + fault.code()).toList();
    }
    throw new AssertionError("not refused");
  }

  private String submitted(Member caller, String counterparty) {
    if (submits.open(caller, Samples.ORIGIN, counterparty, "key")
            instanceof Access.Granted<SubmitDisassociation.Opened>(var opened)
        && submits.submit(
                opened,
                new SubmitDisassociation.Command(
                    "why", Samples.statement(Statement.Act.SUBMIT, caller.party()), null),
                "hash")
            instanceof SubmitDisassociation.Outcome.Submitted(var request)) {
      return request.id().value();
    }
    throw new AssertionError("not submitted");
  }

  @Test
  void theCodeGoesToTheCallersOwnAddress() {
    assertThat(forSubmit())
        .isEqualTo(
            new Outcome.Sent(
                new SendCode.Act(Operation.SUBMIT, "partner-1", null),
                Channel.EMAIL,
                "a***@example.com",
                Samples.NOW.plusSeconds(600),
                Samples.NOW.plusSeconds(60),
                9));
    assertThat(sent)
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Email.class,
            mail -> {
              assertThat(mail.to()).isEqualTo("ana@example.com");
              assertThat(mail.text())
                  .contains("100000", "ask partner-1 to end your association", "10 minutes");
              assertThat(mail.subject()).doesNotContain("100000");
              assertThat(mail.topic()).isEqualTo(Message.Topic.of("verification-code"));
              assertThat(mail.toString()).doesNotContain("100000").doesNotContain("ana");
            });
  }

  @Test
  void anSmsGoesWhereOneIsWantedOrNothingElseIsThere() {
    send(CUSTOMER, BOTH, new Command("submit", "partner-1", null, "sms"));
    send(
        CUSTOMER,
        new Addresses(null, "+4915550100123"),
        new Command("change-contacts", null, null, null));

    assertThat(sent)
        .allSatisfy(message -> assertThat(message).isInstanceOf(Message.Sms.class))
        .extracting(Message::to)
        .containsExactly("+4915550100123", "+4915550100123");
    assertThat(sent.getFirst().text()).contains("100000");
  }

  @Test
  void everyOperationIsWordedInEveryLanguage() {
    String request = submitted(Samples.admin(Party.PARTNER), "customer-1");
    for (Language language : Language.values()) {
      for (Operation operation : Operation.values()) {
        Message message =
            new CodeText().message(Channel.SMS, "+491", language, operation, "partner-1", "123456");
        assertThat(message.text()).contains("123456").doesNotContain("{");
      }
    }
    settings.users.put(
        "customer#customer-1#customer-admin", new UserSettings(Language.ES, null, 1));
    send(CUSTOMER, BOTH, new Command("agree", "partner-1", request, null));
    assertThat(sent.getLast().text()).contains("Su código", "partner-1");
  }

  @Test
  void onlyAdminsGetOne() {
    assertThat(
            send(
                Samples.member(Party.CUSTOMER, Role.VIEWER),
                BOTH,
                new Command("nonsense", null, null, null)))
        .isEqualTo(new Outcome.RoleNotAllowed());
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(faults(new Command(null, null, null, "pigeon"), BOTH))
        .containsExactly("operation required", "channel unknown");
    assertThat(faults(new Command("Agree", null, null, null), BOTH))
        .containsExactly("operation unknown");
    assertThat(faults(new Command("agree", null, null, null), new Addresses(null, null)))
        .containsExactly("counterpartyId required", "requestId required", "channel no-address");
    assertThat(faults(new Command("submit", "partner-1", "r", null), BOTH))
        .containsExactly("requestId not-applicable");
    assertThat(faults(new Command("disable-verification", "p", "r", null), BOTH))
        .containsExactly("counterpartyId not-applicable", "requestId not-applicable");
    assertThat(
            faults(
                new Command("change-contacts", null, null, "sms"),
                new Addresses("ana@example.com", null)))
        .containsExactly("channel no-address");
  }

  @Test
  void whatWouldRefuseTheSubmitRefusesTheCode() {
    assertThat(send(CUSTOMER, BOTH, new Command("submit", "partner-2", null, null)))
        .isEqualTo(new Outcome.Hidden());
    assertThat(send(CUSTOMER, BOTH, new Command("submit", "no id!", null, null)))
        .isEqualTo(new Outcome.Hidden());
    store.facts(Samples.PAIR, Samples.blockingFacts());
    assertThat(forSubmit())
        .isInstanceOfSatisfying(
            Outcome.NoSubmit.class,
            no ->
                assertThat(no.obstacle())
                    .isInstanceOf(SubmitDisassociation.Outcome.Ineligible.class));
    store.facts(Samples.PAIR, Samples.clearFacts());
    store.registers.put(
        QuotaScope.of(POLICY, Party.CUSTOMER, Samples.PAIR),
        new QuotaRegister(
            IntStream.range(0, 3)
                .mapToObj(i ->
                    new Submission(
                        new RequestId("r" + i), "p", Samples.NOW.plus(Duration.ofDays(9 - i))))
                .toList(),
            List.of(),
            0));
    assertThat(forSubmit())
        .isInstanceOfSatisfying(
            Outcome.NoSubmit.class,
            no ->
                assertThat(no.obstacle())
                    .isInstanceOf(SubmitDisassociation.Outcome.QuotaExceeded.class));
    submitted(Samples.admin(Party.PARTNER), "customer-1");
    assertThat(forSubmit())
        .isInstanceOfSatisfying(
            Outcome.NoSubmit.class,
            no ->
                assertThat(no.obstacle())
                    .isInstanceOf(SubmitDisassociation.Outcome.RequestPending.class));
    assertThat(sent).isEmpty();
    assertThat(store.codes.codes).isEmpty();
  }

  private DecideRequest.Outcome.@Nullable Obstructed obstacle(String operation, String request) {
    return switch (send(CUSTOMER, BOTH, new Command(operation, "partner-1", request, null))) {
      case Outcome.NoDecision(var obstacle) -> obstacle;
      default -> null;
    };
  }

  @Test
  void whatWouldRefuseTheDecisionRefusesTheCode() {
    assertThat(send(CUSTOMER, BOTH, new Command("agree", "partner-1", "unknown", null)))
        .isEqualTo(new Outcome.Hidden());
    String request = submitted(Samples.admin(Party.PARTNER), "customer-1");
    assertThat(obstacle("withdraw", request)).isEqualTo(new DecideRequest.Outcome.NotYourSide());
    store.facts(Samples.PAIR, Samples.blockingFacts());
    assertThat(obstacle("agree", request)).isInstanceOf(DecideRequest.Outcome.Ineligible.class);
    assertThat(obstacle("reject", request)).isNull();
    assertThat(sent).hasSize(1);
    clock.set(Samples.NOW.plus(Samples.EXPIRY));
    assertThat(obstacle("reject", request)).isInstanceOf(DecideRequest.Outcome.Expired.class);
  }

  @Test
  void tooSoonIsToldWithHowLongToWait() {
    forSubmit();
    clock.set(Samples.NOW.plusSeconds(59));

    assertThat(forSubmit()).isEqualTo(new Outcome.TooMany(Duration.ofSeconds(1), 9));
  }

  @Test
  void whatWasNotSentMayBeAskedForAtOnce() {
    answer = new MessageSender.Outcome.Unavailable("down");
    for (int i = 0; i < 20; i++) {
      assertThat(forSubmit()).isEqualTo(new Outcome.NotSent("down"));
    }
    assertThat(store.codes.codes).isEmpty();
    answer = new MessageSender.Outcome.Accepted("id");
    assertThat(forSubmit())
        .isInstanceOfSatisfying(Outcome.Sent.class, ok -> assertThat(ok.leftToday()).isEqualTo(9));
  }

  @Test
  void anAddressThatIsRefusedIsAFaultOfTheChannel() {
    answer = new MessageSender.Outcome.Refused("OptedOut");

    assertThat(faults(new Command("submit", "partner-1", null, "sms"), BOTH))
        .containsExactly("channel undeliverable");
    assertThat(store.codes.codes).isEmpty();
  }
}
