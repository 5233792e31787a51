package io.partway.core.identity;

import io.partway.core.Fault;
import io.partway.core.Word;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.message.MessageSender;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.request.Access;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.Permissions;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.settings.SettingsStore;
import io.partway.core.verification.Addresses;
import io.partway.core.verification.CodeIssuer;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends an admin the code for one act, to his own verified address.
///
/// What would refuse the act now, whatever its body says, refuses the code already: nobody fetches
/// one in vain.
public final class SendCode {
  private final SubmitDisassociation submits;
  private final DecideRequest decides;
  private final SettingsStore settings;
  private final CodeIssuer issuer;
  private final CodeText text;
  private final MessageSender messages;
  private final InstantSource clock;

  @Inject
  SendCode(
      SubmitDisassociation submits,
      DecideRequest decides,
      SettingsStore settings,
      CodeIssuer issuer,
      CodeText text,
      MessageSender messages,
      InstantSource clock) {
    this.submits = submits;
    this.decides = decides;
    this.settings = settings;
    this.issuer = issuer;
    this.text = text;
    this.messages = messages;
    this.clock = clock;
  }

  /// What the body says; every member as it came.
  public record Command(
      @Nullable String operation,
      @Nullable String counterpartyId,
      @Nullable String requestId,
      @Nullable String channel) {}

  /// What a code is for.
  ///
  /// @param counterpartyId null for settings, as is the request for them and for a submit
  public record Act(
      Operation operation, @Nullable String counterpartyId, @Nullable String requestId) {}

  /// What became of it.
  public sealed interface Outcome {
    /// It is on its way.
    ///
    /// @param sentTo masked
    /// @param resendAt when another one for the same act may be had
    record Sent(
        Act act, Channel channel, String sentTo, Instant expiresAt, Instant resendAt, int leftToday)
        implements Outcome {}

    /// Only an admin acts.
    record RoleNotAllowed() implements Outcome {}

    /// The body breaks rules, or there is no address for the channel.
    record Invalid(List<Fault> faults) implements Outcome {}

    /// No such pair or request, as far as the caller may know.
    record Hidden() implements Outcome {}

    /// The submit would be refused.
    record NoSubmit(SubmitDisassociation.Outcome.Obstructed obstacle, Pair pair)
        implements Outcome {}

    /// The decision would be refused.
    record NoDecision(DecideRequest.Outcome.Obstructed obstacle) implements Outcome {}

    /// @param pause until one may be had
    record TooMany(Duration pause, int leftToday) implements Outcome {}

    /// The carrier did not take it; a new one may be had at once.
    record NotSent(String why) implements Outcome {}
  }

  /// Sends.
  ///
  /// @param asked the language of the message where the caller has not chosen one for himself
  public Outcome send(Member caller, Addresses addresses, Command command, Language asked) {
    if (Permissions.refusalByRole(caller).isPresent()) {
      return new Outcome.RoleNotAllowed();
    }
    List<Fault> faults = new ArrayList<>();
    Optional<Act> named = act(command, faults);
    Optional<Channel> channel = channel(command.channel(), addresses, faults);
    if (!faults.isEmpty() || named.isEmpty() || channel.isEmpty()) {
      return new Outcome.Invalid(List.copyOf(faults));
    }
    Act act = named.get();
    Optional<Outcome> refused = refusal(caller, act);
    return refused.isPresent()
        ? refused.get()
        : issue(caller, act, addresses, channel.get(), asked);
  }

  private static Optional<Act> act(Command command, List<Fault> faults) {
    if (command.operation() == null) {
      faults.add(Fault.required("operation"));
      return Optional.empty();
    }
    Optional<Operation> operation = Word.parse(Operation.class, command.operation());
    if (operation.isEmpty()) {
      faults.add(
          new Fault(
              "operation",
              "unknown",
              "Use one of: submit, agree, reject, withdraw, change-contacts,"
                  + " disable-verification."));
      return Optional.empty();
    }
    boolean ofPair =
        switch (operation.get()) {
          case SUBMIT, AGREE, REJECT, WITHDRAW -> true;
          case CHANGE_CONTACTS, DISABLE_VERIFICATION -> false;
        };
    boolean ofRequest = ofPair && operation.get() != Operation.SUBMIT;
    target("counterpartyId", ofPair, command.counterpartyId(), faults);
    target("requestId", ofRequest, command.requestId(), faults);
    return Optional.of(new Act(operation.get(), command.counterpartyId(), command.requestId()));
  }

  private static void target(
      String member, boolean needed, @Nullable String value, List<Fault> faults) {
    if (needed && value == null) {
      faults.add(Fault.required(member));
    } else if (!needed && value != null) {
      faults.add(new Fault(member, "not-applicable", "Leave it out for this operation."));
    }
  }

  /// The e-mail address is asked first where the caller does not say: nobody pays for it.
  private static Optional<Channel> channel(
      @Nullable String word, Addresses addresses, List<Fault> faults) {
    if (word == null) {
      for (Channel channel : Channel.values()) {
        if (addresses.on(channel) != null) {
          return Optional.of(channel);
        }
      }
      faults.add(noAddress("Your account has no verified e-mail address or telephone number."));
      return Optional.empty();
    }
    Optional<Channel> channel = Word.parse(Channel.class, word);
    if (channel.isEmpty()) {
      faults.add(new Fault("channel", "unknown", "Use one of: email, sms."));
    } else if (addresses.on(channel.get()) == null) {
      faults.add(noAddress("Your account has no verified address for this channel."));
    }
    return channel;
  }

  private static Fault noAddress(String detail) {
    return new Fault("channel", "no-address", detail);
  }

  private Optional<Outcome> refusal(Member caller, Act act) {
    return switch (act.operation()) {
      case SUBMIT -> ofSubmit(caller, Objects.requireNonNull(act.counterpartyId()));
      case AGREE -> ofDecision(caller, act, Decision.AGREE);
      case REJECT -> ofDecision(caller, act, Decision.REJECT);
      case WITHDRAW -> ofDecision(caller, act, Decision.WITHDRAW);
      case CHANGE_CONTACTS, DISABLE_VERIFICATION -> Optional.empty();
    };
  }

  private Optional<Outcome> ofSubmit(Member caller, String counterpartyId) {
    return switch (submits.open(caller, Origin.UNKNOWN, counterpartyId, null)) {
      case Access.Hidden<SubmitDisassociation.Opened>() -> Optional.of(new Outcome.Hidden());
      case Access.RoleNotAllowed<SubmitDisassociation.Opened>() ->
          Optional.of(new Outcome.RoleNotAllowed());
      case Access.Granted<SubmitDisassociation.Opened>(var opened) ->
          submits.obstacle(opened).map(obstacle -> new Outcome.NoSubmit(obstacle, opened.pair()));
    };
  }

  private Optional<Outcome> ofDecision(Member caller, Act act, Decision decision) {
    return switch (decides.open(
        caller,
        Origin.UNKNOWN,
        Objects.requireNonNull(act.counterpartyId()),
        Objects.requireNonNull(act.requestId()))) {
      case Access.Hidden<DecideRequest.Opened>() -> Optional.of(new Outcome.Hidden());
      case Access.RoleNotAllowed<DecideRequest.Opened>() ->
          Optional.of(new Outcome.RoleNotAllowed());
      case Access.Granted<DecideRequest.Opened>(var opened) ->
          decides.obstacle(opened, decision).map(Outcome.NoDecision::new);
    };
  }

  private Outcome issue(
      Member caller, Act act, Addresses addresses, Channel channel, Language asked) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Purpose purpose = Purpose.of(caller, act.operation(), target(act));
    return switch (issuer.issue(purpose, now)) {
      case CodeIssuer.Issue.TooMany(var until, var left) ->
          new Outcome.TooMany(Duration.between(now, until), left);
      case CodeIssuer.Issue.Issued issued ->
          deliver(caller, act, purpose, issued, addresses, channel, asked);
    };
  }

  private static String target(Act act) {
    String target = act.requestId() == null ? act.counterpartyId() : act.requestId();
    return Objects.requireNonNullElse(target, "");
  }

  private Outcome deliver(
      Member caller,
      Act act,
      Purpose purpose,
      CodeIssuer.Issue.Issued issued,
      Addresses addresses,
      Channel channel,
      Language asked) {
    Language language = Objects.requireNonNullElse(settings.read(caller).user().language(), asked);
    String to = Objects.requireNonNull(addresses.on(channel));
    MessageSender.Outcome sent =
        messages.send(
            text.message(
                channel,
                to,
                language,
                act.operation(),
                Objects.requireNonNullElse(act.counterpartyId(), ""),
                issued.code()));
    return switch (sent) {
      case MessageSender.Outcome.Accepted _ ->
          new Outcome.Sent(
              act,
              channel,
              Objects.requireNonNull(addresses.masked(channel)),
              issued.stored().expiresAt(),
              CodeIssuer.resendAt(issued.stored()),
              issued.leftToday());
      case MessageSender.Outcome.Refused(var why) -> {
        issuer.retract(purpose, issued.stored());
        yield new Outcome.Invalid(
            List.of(
                new Fault(
                    "channel",
                    "undeliverable",
                    "The carrier takes no messages to this address (" + why + ").")));
      }
      case MessageSender.Outcome.Unavailable(var why) -> {
        issuer.retract(purpose, issued.stored());
        yield new Outcome.NotSent(why);
      }
    };
  }
}
