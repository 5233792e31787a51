package io.partway.core.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.Names;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.message.Language;
import io.partway.core.message.Texts;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class WordingTest {
  private static final Reader ENGLISH = new Reader(Language.EN, ZoneId.of("UTC"));
  private static final Reader CHINESE = new Reader(Language.ZH_HANS, ZoneId.of("Asia/Shanghai"));
  private static final Reader SPANISH = new Reader(Language.ES, ZoneId.of("Europe/Madrid"));
  private static final Names NAMES = new Names("Nordlicht Systems", "Ana Lopez");

  private final Wording wording = new Wording();

  private static Notification of(DomainEvent event) {
    return Notification.of(event).getFirst();
  }

  private static List<Notification> everything() {
    List<DomainEvent> events = new ArrayList<>();
    for (Party party : Party.values()) {
      for (RequestStatus status : RequestStatus.values()) {
        events.add(EventSamples.moved(status, party));
      }
      events.add(EventSamples.reminder(party, 3));
      events.add(EventSamples.granted(party));
    }
    events.add(EventSamples.ended(EndCause.UPSTREAM));
    return events.stream().flatMap(event -> Notification.of(event).stream()).toList();
  }

  @Test
  void allTypesAreWordedInAllLanguagesForAllChannels() {
    Set<NotificationType> worded = new TreeSet<>();
    for (Notification notification : everything()) {
      worded.add(notification.type());
      for (Reader reader : List.of(ENGLISH, CHINESE, SPANISH)) {
        Wording.Shown shown = wording.shown(notification, NAMES, reader);
        Wording.Mail mail = wording.mail(notification, NAMES, reader, false);
        Wording.Mail again = wording.mail(notification, NAMES, reader, true);
        String sms = wording.sms(notification, NAMES, reader, false);
        String all =
            shown.title() + shown.text() + mail.subject() + mail.text() + again.subject() + sms;
        assertThat(all).doesNotContain("{", "}", "Ana Lopez", "Lopez");
        assertThat(mail.subject()).isEqualTo(shown.title()).doesNotContain("\n");
        assertThat(mail.text()).startsWith(shown.text() + "\n");
        assertThat(again.subject()).isNotEqualTo(mail.subject()).contains(mail.subject());
        assertThat(again.text()).isNotEqualTo(mail.text()).contains(mail.text());
        assertThat(wording.sms(notification, NAMES, reader, true)).isNotEqualTo(sms).contains(sms);
        assertThat(sms).startsWith("Partway");
      }
    }
    assertThat(worded).containsExactly(NotificationType.values());
  }

  @Test
  void noTextIsLeftOver() {
    Texts texts = Texts.beside(Wording.class, "messages");
    Set<String> keys = new TreeSet<>(Set.of("time", "counterparty", "mail"));
    keys.addAll(Set.of("repeat.line", "repeat.mail"));
    for (NotificationType type : NotificationType.values()) {
      for (String part : List.of(".title", ".text", ".sms")) {
        keys.add(type.word() + part);
      }
    }
    assertThat(texts.signatures().keySet()).isEqualTo(keys);
  }

  @Test
  void inTheReadersLanguageAndZone() {
    Notification requested = of(EventSamples.moved(RequestStatus.PENDING, Party.PARTNER));
    assertThat(wording.sms(requested, NAMES, ENGLISH, false))
        .isEqualTo(
            "Partway: Nordlicht Systems (partner-1) asks to end your association. Agree or reject"
                + " before 25 March 2026, 09:30 (UTC).");
    assertThat(wording.sms(requested, NAMES, CHINESE, false))
        .isEqualTo(
            "Partway：Nordlicht Systems（partner-1）申请与您解除关联，请在 2026年3月25日"
                + " 17:30（Asia/Shanghai）之前同意或拒绝。");
    assertThat(wording.sms(requested, NAMES, SPANISH, false))
        .isEqualTo(
            "Partway: Nordlicht Systems (partner-1) pide poner fin a la asociación. Acepte o rechace"
                + " antes del 25 de marzo de 2026, 10:30 (Europe/Madrid).");
  }

  @Test
  void summerTimeIsTheReaders() {
    Reader newYork = new Reader(Language.EN, ZoneId.of("America/New_York"));
    // At this instant New York is on summer time already, Madrid is not.
    assertThat(
            wording.shown(
                of(EventSamples.moved(RequestStatus.PENDING, Party.PARTNER)), NAMES, newYork))
        .extracting(Wording.Shown::text)
        .asString()
        .contains("25 March 2026, 05:30 (America/New_York)");
  }

  @Test
  void aCustomersNameIsMaskedToThePartnerAndAPartnersIsNot() {
    Notification toCustomer = of(EventSamples.moved(RequestStatus.PENDING, Party.PARTNER));
    Notification toPartner = of(EventSamples.moved(RequestStatus.PENDING, Party.CUSTOMER));
    assertThat(wording.shown(toCustomer, NAMES, ENGLISH).title())
        .isEqualTo("Nordlicht Systems (partner-1) asks to end your association");
    assertThat(wording.shown(toPartner, NAMES, ENGLISH).title())
        .isEqualTo("A*** (customer-1) asks to end your association");
    assertThat(wording.shown(toPartner, null, ENGLISH).title())
        .isEqualTo("customer-1 asks to end your association");
    assertThat(wording.shown(toCustomer, new Names(" \u0000\n", null), ENGLISH).title())
        .isEqualTo("partner-1 asks to end your association");
  }

  @Test
  void aNameCannotBreakASubjectOrFillAMessage() {
    Notification toCustomer = of(EventSamples.moved(RequestStatus.PENDING, Party.PARTNER));
    Names breaking = new Names("Nord\r\nBcc: everybody\u202e", null);
    assertThat(wording.mail(toCustomer, breaking, ENGLISH, false).subject())
        .isEqualTo("Nord Bcc: everybody (partner-1) asks to end your association");
    assertThat(wording.shown(toCustomer, new Names("😀".repeat(200), null), ENGLISH).title())
        .isEqualTo("😀".repeat(79) + "… (partner-1) asks to end your association");
    assertThat(wording.shown(toCustomer, new Names("{until} $1", null), ENGLISH).title())
        .isEqualTo("{until} $1 (partner-1) asks to end your association");
  }

  @Test
  void aGrantIsAboutNobodyElse() {
    assertThat(wording.shown(of(EventSamples.granted(Party.PARTNER)), null, ENGLISH))
        .isEqualTo(
            new Wording.Shown(
                "Additional requests granted: 2",
                "The support desk has granted your organization additional requests: 2. They can be"
                    + " used before 25 March 2026, 09:30 (UTC)."));
  }

  @Test
  void languagesAreReallyDifferent() {
    Texts texts = Texts.beside(Wording.class, "messages");
    Map<String, String> parameters =
        Map.of(
            "counterparty",
            "c",
            "until",
            "u",
            "at",
            "a",
            "extra",
            "2",
            "text",
            "t",
            "name",
            "n",
            "id",
            "i");
    for (String key : texts.signatures().keySet()) {
      if (key.equals("counterparty") || key.equals("time")) {
        continue;
      }
      assertThat(
              Arrays.stream(Language.values())
                  .map(language -> texts.text(language, key, parameters))
                  .distinct())
          .as(key)
          .hasSize(Language.values().length);
    }
  }
}
