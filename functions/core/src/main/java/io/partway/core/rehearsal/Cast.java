package io.partway.core.rehearsal;

import io.partway.core.KeyRing;
import io.partway.core.Limit;
import io.partway.core.SecretKeys;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.Profile;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.event.EventId;
import io.partway.core.grant.GrantId;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.history.Acknowledgement;
import io.partway.core.history.Head;
import io.partway.core.history.Ledger;
import io.partway.core.history.Step;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.notification.Notification;
import io.partway.core.notification.NotificationType;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Statement;
import io.partway.core.search.Spend;
import io.partway.core.settings.Contact;
import io.partway.core.settings.PartySettings;
import io.partway.core.verification.CodeHash;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.core.verification.StoredCode;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everybody and everything that a rehearsal is about, all of it made up: a partner whose admin
/// acts, and customers of his: many that are free to part, one that has asked to, and one that has
/// parted from him.
public final class Cast {
  /// The text of every secret.
  public static final String SECRET = "made-up-for-rehearsals-and-worth-nothing-to-anybody";

  /// Who acts; for the support desk, too.
  public static final String SUBJECT = "rehearsal-admin";

  /// His address.
  public static final String EMAIL = "admin@rehearsal.example";

  /// The code that he has been sent for everything.
  public static final String CODE = "314159";

  /// Of a submit, and of a grant.
  public static final String IDEMPOTENCY_KEY = "rehearsal-key";

  /// As many as fill a page and leave one over.
  private static final int FREE = Limit.PAGE_SIZE.standard() + 1;

  private static final PartnerId PARTNER = new PartnerId("rehearsal-partner");
  private static final Member ADMIN =
      new Member(SUBJECT, Party.PARTNER, PARTNER.value(), Role.ADMIN);

  private final Instant now;
  private final Ledger ledger;
  private final CodeHash hash;
  private final List<Association> free = new ArrayList<>();
  private final Association asking;
  private final Association parted;
  private final DisassociationRequest asked;
  private final DisassociationRequest agreed;

  private Cast(Instant now, SecureRandom random) {
    SecretKeys keys = SecretKeys.of(KeyRing.of(SECRET));
    this.now = now;
    this.ledger = new Ledger(keys, random);
    this.hash = new CodeHash(keys);
    for (int number = 1; number <= FREE; number++) {
      free.add(association("rehearsal-free-%03d".formatted(number)));
    }
    this.asked = asked(association("rehearsal-asking"), "rehearsal-asked");
    this.asking = association("rehearsal-asking", asked.pending(), asked.head());
    Association beforeParting = association("rehearsal-parted");
    DisassociationRequest before = asked(beforeParting, "rehearsal-agreed");
    this.agreed =
        before
            .decided(Decision.AGREE, null, now)
            .entered(
                ledger,
                before.head(),
                AssociationState.ACTIVE,
                new Step.Doer(ADMIN, Origin.UNKNOWN),
                acknowledged(Statement.Act.AGREE, Party.PARTNER));
    this.parted = beforeParting.ended(now).entered(agreed.head());
  }

  /// A cast of this time.
  ///
  /// @param random where the rehearsal takes its randomness
  public static Cast at(Instant now, SecureRandom random) {
    return new Cast(now.truncatedTo(ChronoUnit.MILLIS), random);
  }

  /// The id by which a side takes part: the partner's, and that of the first free customer.
  public String idOf(Party party) {
    return pair().idOf(party);
  }

  /// The partner and his first free customer.
  public Pair pair() {
    return free.getFirst().pair();
  }

  /// All associations, by their customers' ids.
  public List<Association> associations() {
    List<Association> all = new ArrayList<>();
    all.add(asking);
    all.addAll(free);
    all.add(parted);
    return List.copyOf(all);
  }

  /// What is reported of every customer's spending.
  public Facts.Reported<Spend> spend() {
    return new Facts.Reported<>(
        new Spend(
            new BigDecimal("12.50"), "EUR", new BigDecimal("40"), now.plus(Duration.ofDays(30))),
        1,
        now);
  }

  /// What is reported of every customer: nothing stands in the way.
  public Facts facts() {
    return new Facts(
        new Facts.Reported<>(new Facts.Account(false, List.of(), false, false), 1, now),
        new Facts.Reported<>(
            new Facts.Billing(List.of(), List.of(), List.of(), List.of()), 1, now));
  }

  /// Asked by a customer, and pending: for the partner to decide.
  public DisassociationRequest asked() {
    return asked;
  }

  /// Asked by a customer, and agreed to.
  public DisassociationRequest agreed() {
    return agreed;
  }

  /// What the partner has set: codes are asked for.
  public PartySettings settings() {
    return new PartySettings(
        true,
        List.of(
            new Contact(
                "Rehearsal", EMAIL, null, Language.EN, ZoneId.of("UTC"), Set.of(Channel.EMAIL))),
        0);
  }

  /// What the partner has been told.
  public Notification notification() {
    return new Notification(
        new EventId("rehearsal-event"),
        NotificationType.DISASSOCIATION_REQUESTED,
        asked.submittedAt(),
        Party.PARTNER,
        PARTNER.value(),
        asked.pair(),
        asked.id(),
        asked.expiresAt(),
        null);
  }

  /// Entered by a colleague, and waiting to be confirmed.
  public QuotaGrant grant() {
    return new QuotaGrant(
        new GrantId("rehearsal-grant"),
        new QuotaScope(Party.PARTNER, PARTNER.value(), null),
        Limit.GRANT_UNCONFIRMED.standard() + 1,
        "REHEARSAL-1",
        "rehearsal",
        now.plus(Duration.ofDays(1)),
        now,
        "rehearsal-colleague",
        null,
        null);
  }

  /// The codes that the partner's admin has been sent: [#CODE], so long ago that he may have
  /// another.
  public Map<Purpose, StoredCode> codes() {
    Map<Purpose, StoredCode> codes = new HashMap<>();
    for (Purpose purpose :
        List.of(
            Purpose.of(ADMIN, Operation.SUBMIT, idOf(Party.CUSTOMER)),
            Purpose.of(ADMIN, Operation.AGREE, asked.id().value()))) {
      codes.put(
          purpose,
          new StoredCode(
              hash.of(purpose, CODE),
              0,
              now.minusSeconds(2L * Limit.CODE_RESEND_SECONDS.standard()),
              now.plusSeconds(60L * Limit.CODE_LIFETIME_MINUTES.standard())));
    }
    return codes;
  }

  private Association association(String customer) {
    return association(customer, null, Head.NONE);
  }

  private Association association(String customer, @Nullable PendingRequest pending, Head head) {
    return new Association(
        new Pair(new CustomerId(customer), PARTNER),
        AssociationState.ACTIVE,
        AssociationType.RESELLER,
        now.minus(Duration.ofDays(400)),
        null,
        new Profile(
            "Rehearsal Partner",
            "Rehearsal Customer",
            "rehearsal",
            "+15550100",
            SUBJECT,
            "Rehearsal Manager",
            List.of("rehearsal")),
        false,
        pending,
        Clearance.of(facts()),
        head,
        1);
  }

  private DisassociationRequest asked(Association association, String id) {
    Instant at = now.minus(Duration.ofDays(1));
    Member customer =
        new Member(SUBJECT, Party.CUSTOMER, association.pair().idOf(Party.CUSTOMER), Role.ADMIN);
    return DisassociationRequest.submitted(
            new RequestId(id),
            association,
            Party.CUSTOMER,
            "rehearsal",
            "rehearsal",
            at,
            at.plus(Duration.ofDays(Limit.REQUEST_EXPIRY_DAYS.standard())))
        .entered(
            ledger,
            association.head(),
            association.state(),
            new Step.Doer(customer, Origin.UNKNOWN),
            acknowledged(Statement.Act.SUBMIT, Party.CUSTOMER));
  }

  private static Acknowledgement acknowledged(Statement.Act act, Party party) {
    Statement statement = Statement.current(act, party, Language.EN);
    return new Acknowledgement(statement.version(), statement.hash(), List.of());
  }
}
