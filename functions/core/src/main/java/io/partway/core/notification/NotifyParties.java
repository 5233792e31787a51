package io.partway.core.notification;

import io.partway.core.Deadline;
import io.partway.core.Limit;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationStore;
import io.partway.core.association.Names;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.message.Channel;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import io.partway.core.party.Pair;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore;
import io.partway.core.settings.Contact;
import io.partway.core.settings.SettingsStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Tells the parties of an event: in their lists always, and by e-mail and text message where they
/// have named contacts. The same event may come any number of times and in any order.
///
/// A list is written once. A message outside is claimed before it is sent: what has gone out does
/// not go out again, and what nobody knows about goes out once more, marked as a possible repeat.
/// The channels do not wait for each other, nor does one address for another.
public final class NotifyParties {
  /// Of the invocation's time, what no further sending begins in: longer than the slowest carrier
  /// is waited for, or its message would leave a claim that nobody settles.
  private static final Duration RESERVE = Duration.ofSeconds(8);

  private static final Duration CLAIM = Duration.ofSeconds(Limit.DELIVERY_CLAIM_SECONDS.standard());

  private final NotificationStore notifications;
  private final DeliveryStore deliveries;
  private final AssociationStore associations;
  private final RequestStore requests;
  private final SettingsStore settings;
  private final MessageSender sender;
  private final Wording wording;
  private final InstantSource clock;

  @Inject
  NotifyParties(
      NotificationStore notifications,
      DeliveryStore deliveries,
      AssociationStore associations,
      RequestStore requests,
      SettingsStore settings,
      MessageSender sender,
      Wording wording,
      InstantSource clock) {
    this.notifications = notifications;
    this.deliveries = deliveries;
    this.associations = associations;
    this.requests = requests;
    this.settings = settings;
    this.sender = sender;
    this.wording = wording;
    this.clock = clock;
  }

  /// What came of an event.
  ///
  /// @param listed new in the lists
  /// @param sent messages that went out, possible repeats included
  /// @param repeated those of them that may have gone out before
  /// @param alreadySent messages that had gone out earlier
  /// @param failures a reason for each message that did not go out, without address or text; unless
  ///   there is none, the event must come again
  public record Told(int listed, int sent, int repeated, int alreadySent, List<String> failures) {
    static final Told NOTHING = new Told(0, 0, 0, 0, List.of());

    public Told {
      failures = List.copyOf(failures);
    }

    Told plus(Told other) {
      List<String> all = new ArrayList<>(failures);
      all.addAll(other.failures);
      return new Told(
          listed + other.listed,
          sent + other.sent,
          repeated + other.repeated,
          alreadySent + other.alreadySent,
          all);
    }
  }

  /// Tells whoever is to be told.
  public Told tell(DomainEvent event) {
    Instant now = now();
    List<Notification> told =
        Notification.of(event).stream()
            .filter(notification -> now.isBefore(notification.forgettable()))
            .toList();
    if (told.isEmpty() || pointless(event, now)) {
      return Told.NOTHING;
    }
    int listed = 0;
    for (Notification notification : told) {
      if (notifications.keep(notification)) {
        listed++;
      }
    }
    Told result = new Told(listed, 0, 0, 0, List.of());
    Map<Channel, List<Letter>> letters = letters(told);
    if (letters.isEmpty()) {
      return result;
    }
    Names names = names(event.pair());
    for (Told lane : inLanes(letters, names)) {
      result = result.plus(lane);
    }
    return result;
  }

  /// A message to be worded and sent.
  private record Letter(Delivery delivery, Reader reader) {}

  /// A reminder of what has been decided in the meantime reminds of nothing.
  private boolean pointless(DomainEvent event, Instant now) {
    if (!(event instanceof RequestReminder reminder)) {
      return false;
    }
    DisassociationRequest request =
        requests.read(reminder.pair(), null, reminder.requestId()).request();
    return request == null || request.at(now).status() != RequestStatus.PENDING;
  }

  /// By channel; an address that several contacts share gets one.
  private Map<Channel, List<Letter>> letters(List<Notification> told) {
    Map<Delivery, Letter> letters = new LinkedHashMap<>();
    for (Notification notification : told) {
      for (Contact contact :
          settings.party(notification.party(), notification.partyId()).contacts()) {
        Reader reader = new Reader(contact.language(), contact.timeZone());
        for (Channel channel : contact.channels()) {
          String address = contact.address(channel);
          if (address != null) {
            Delivery delivery = new Delivery(notification, channel, address);
            letters.putIfAbsent(delivery, new Letter(delivery, reader));
          }
        }
      }
    }
    Map<Channel, List<Letter>> byChannel = new EnumMap<>(Channel.class);
    letters
        .values()
        .forEach(letter ->
            byChannel
                .computeIfAbsent(letter.delivery().channel(), _ -> new ArrayList<>())
                .add(letter));
    return byChannel;
  }

  private @Nullable Names names(@Nullable Pair pair) {
    Association association =
        pair == null ? null : associations.associations(Set.of(pair)).get(pair);
    return association == null ? null : association.names();
  }

  private List<Told> inLanes(Map<Channel, List<Letter>> letters, @Nullable Names names) {
    Deadline deadline = Deadline.current();
    List<Future<Told>> lanes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<Letter> lane : letters.values()) {
        // A scoped value does not reach a thread pool's threads by itself.
        lanes.add(
            threads.submit(() ->
                ScopedValue.where(Deadline.CURRENT, deadline).call(() -> deliver(lane, names))));
      }
    }
    return lanes.stream().map(Future::resultNow).toList();
  }

  private Told deliver(List<Letter> lane, @Nullable Names names) {
    Told told = Told.NOTHING;
    for (Letter letter : lane) {
      told = told.plus(delivered(letter, names));
    }
    return told;
  }

  private Told delivered(Letter letter, @Nullable Names names) {
    if (Deadline.current().remaining().compareTo(RESERVE) < 0) {
      return failed(letter, "no time left");
    }
    Instant now = now();
    try {
      return switch (deliveries.claim(letter.delivery(), now, now.minus(CLAIM))) {
        case FIRST -> sent(letter, names, now, false);
        case REPEAT -> sent(letter, names, now, true);
        case SENT -> new Told(0, 0, 0, 1, List.of());
        case BUSY -> failed(letter, "being sent");
      };
    } catch (RuntimeException e) {
      // Not its message: that may hold an address, and the next one must get his.
      return failed(letter, e.getClass().getSimpleName());
    }
  }

  private Told sent(Letter letter, @Nullable Names names, Instant claimedAt, boolean repeat) {
    Delivery delivery = letter.delivery();
    return switch (sender.send(message(letter, names, repeat))) {
      case MessageSender.Outcome.Accepted _ -> {
        deliveries.sent(delivery, now());
        yield new Told(0, 1, repeat ? 1 : 0, 0, List.of());
      }
      case MessageSender.Outcome.Refused(var why) -> {
        deliveries.notSent(delivery, claimedAt);
        yield failed(letter, why);
      }
      case MessageSender.Outcome.Unavailable(var why) -> {
        deliveries.unknown(delivery, claimedAt);
        yield failed(letter, why);
      }
    };
  }

  private Message message(Letter letter, @Nullable Names names, boolean repeat) {
    Notification notification = letter.delivery().notification();
    String to = letter.delivery().address();
    Message.Topic first =
        Message.Topic.of(notification.event().value())
            .told(notification.party().word() + "-" + notification.partyId());
    Message.Topic topic = repeat ? first.repeated() : first;
    return switch (letter.delivery().channel()) {
      case EMAIL -> {
        Wording.Mail mail = wording.mail(notification, names, letter.reader(), repeat);
        yield new Message.Email(to, mail.subject(), mail.text(), null, topic);
      }
      case SMS ->
          new Message.Sms(to, wording.sms(notification, names, letter.reader(), repeat), topic);
    };
  }

  private static Told failed(Letter letter, String why) {
    return new Told(0, 0, 0, 0, List.of(letter.delivery().channel().word() + ": " + why));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
