package io.partway.ingestfacts;

import io.partway.core.Limit;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.Facts;
import io.partway.core.ingest.ImportFormat.Content;
import io.partway.core.ingest.Report;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.search.Spend;
import io.partway.gateway.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes reports of objects, strictly: whatever is not known, not of its type or not of its form is
/// refused, everything wrong with an object at once.
final class Reports {
  /// Characters of names, accounts, numbers of telephones and ids of upstream's own.
  private static final int TEXT = 200;

  private static final int TAGS = 20;
  private static final int TAG = 64;
  private static final int CURRENCY = 3;

  private static final String VERSION = Member.VERSION.text();

  private Reports() {}

  /// An import line, of any streams.
  static Content line(Map<String, JsonValue> members) {
    return observed(members, EnumSet.allOf(Stream.class), Stream.values().length);
  }

  /// What an event tells of a single stream.
  ///
  /// @param streams which it may be
  static Content oneOf(Set<Stream> streams, Map<String, JsonValue> members) {
    return observed(members, streams, 1);
  }

  /// The end of an association: `customerId`, `partnerId`, `version`, `endedAt`.
  static Content end(Map<String, JsonValue> members) {
    Problems problems = new Problems();
    Members object = Members.of("", members, problems);
    Pair pair = pair(object);
    Long version = object.required(VERSION, object.version(VERSION));
    Instant endedAt = object.required("endedAt", object.instant("endedAt"));
    object.nothingElse();
    return pair == null || version == null || endedAt == null || !problems.none()
        ? new Content.Bad(problems.reason())
        : new Content.Good(new Report.Ended(pair, version, endedAt));
  }

  private static Content observed(Map<String, JsonValue> members, Set<Stream> allowed, int most) {
    Problems problems = new Problems();
    Members object = Members.of("", members, problems);
    Pair pair = pair(object);
    Long version = object.required(VERSION, object.version(VERSION));
    // All are read, reported or not, so that all problems are found and no member stays unknown.
    Report.Relation association = association(object);
    Facts.Account account = account(object);
    Facts.Billing billing = billing(object);
    Spend spend = spend(object);
    object.nothingElse();
    Set<Stream> reported = reported(object);
    if (reported.isEmpty() || reported.size() > most || !allowed.containsAll(reported)) {
      problems.add(wanted(allowed, most));
    }
    return pair == null || version == null || !problems.none()
        ? new Content.Bad(problems.reason())
        : new Content.Good(
            new Report.Observed(
                pair,
                version,
                reported.contains(Stream.ASSOCIATION) ? association : null,
                reported.contains(Stream.ACCOUNT) ? account : null,
                reported.contains(Stream.BILLING) ? billing : null,
                reported.contains(Stream.SPEND) ? spend : null));
  }

  private static @Nullable Pair pair(Members object) {
    String customer = required(object, Member.CUSTOMER_ID);
    String partner = required(object, Member.PARTNER_ID);
    return customer == null || partner == null
        ? null
        : new Pair(new CustomerId(customer), new PartnerId(partner));
  }

  private static @Nullable String required(Members object, Member id) {
    return object.required(id.text(), object.id(id.text()));
  }

  private static Report.Relation association(Members object) {
    return new Report.Relation(
        object.word(Member.ASSOCIATION_TYPE.text(), AssociationType.class),
        object.instant(Member.ASSOCIATED_AT.text()),
        new Profile(
            object.text(Member.PARTNER_NAME.text(), TEXT),
            object.text(Member.NAME.text(), TEXT),
            object.text(Member.ACCOUNT.text(), TEXT),
            object.text(Member.MOBILE.text(), TEXT),
            object.text(Member.MANAGER_ID.text(), Limit.SUBJECT_CHARACTERS.standard()),
            object.text(Member.MANAGER.text(), TEXT),
            object.texts(Member.TAGS.text(), TAGS, TAG)));
  }

  private static Facts.Account account(Members object) {
    return new Facts.Account(
        object.flag(Member.ENTERPRISE_MASTER.text()),
        object.objects(Member.MEMBERS.text(), Reports::member),
        object.flag(Member.MANUALLY_FROZEN.text()),
        object.flag(Member.AUTO_FROZEN.text()));
  }

  private static Facts.@Nullable Member member(Members object) {
    String id = object.required("id", object.text("id", TEXT));
    Accounting accounting =
        object.required("accounting", object.word("accounting", Accounting.class));
    Instant until = object.instant("serviceSupportPlanUntil");
    return id == null || accounting == null ? null : new Facts.Member(id, accounting, until);
  }

  private static Facts.Billing billing(Members object) {
    return new Facts.Billing(
        terms(object, Member.RESERVED_INSTANCES),
        terms(object, Member.PARTNER_SUPPORT_PLANS),
        terms(object, Member.SERVICE_SUPPORT_PLANS),
        object.objects(Member.HOLDS.text(), Reports::hold));
  }

  private static List<Facts.Term> terms(Members object, Member list) {
    return object.objects(list.text(), Reports::term);
  }

  private static Facts.@Nullable Term term(Members object) {
    String id = object.required("id", object.text("id", TEXT));
    Instant until = object.required("until", object.instant("until"));
    return id == null || until == null ? null : new Facts.Term(id, until);
  }

  private static Facts.@Nullable Hold hold(Members object) {
    String code = object.required("code", object.text("code", TEXT));
    Actor actor = object.required("actor", object.word("actor", Actor.class));
    String resource = object.text("resource", TEXT);
    return code == null || actor == null ? null : new Facts.Hold(code, actor, resource);
  }

  private static Spend spend(Members object) {
    BigDecimal expenditure = object.amount(Member.EXPENDITURE.text());
    return new Spend(
        expenditure,
        object.capitals(Member.CURRENCY.text(), CURRENCY),
        object.amount(Member.BUDGET_USAGE.text()),
        object.instant(Member.RESOURCES_EXPIRE_AT.text()));
  }

  /// The streams that have at least one member with a value.
  private static Set<Stream> reported(Members object) {
    Set<Stream> reported = EnumSet.noneOf(Stream.class);
    for (Member member : Member.values()) {
      if (member.stream() != null && object.has(member.text())) {
        reported.add(member.stream());
      }
    }
    return reported;
  }

  private static String wanted(Set<Stream> streams, int most) {
    String words = streams.stream().map(Stream::word).collect(Collectors.joining(", "));
    return most == 1
        ? "Give members of one stream, and only one, of: " + words + "."
        : "Give at least one member beside the ids and the version.";
  }
}
