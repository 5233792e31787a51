package io.partway.ingestfacts;

import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.Facts;
import io.partway.core.ingest.Report;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.search.Spend;
import io.partway.gateway.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Draws reports and writes them down in both formats.
final class RandomFacts {
  private static final List<String> PIECES =
      List.of("a", "Ö", "木", "😀", "\"", ",", ";", "'", "\\", "{", "]", " x", "0", "\u00a0", "é");

  private final Random random;

  RandomFacts(long seed) {
    random = new Random(seed);
  }

  /// A report with at least one stream, each of which has at least one member.
  Report.Observed next() {
    Pair pair = new Pair(new CustomerId("c-" + random.nextInt(9)), new PartnerId("P_1"));
    boolean spend = random.nextBoolean();
    boolean account = random.nextBoolean();
    boolean billing = random.nextBoolean();
    boolean association = !(spend || account || billing) || random.nextBoolean();
    return new Report.Observed(
        pair,
        1 + 2 * random.nextInt(1_000_000),
        association ? relation() : null,
        account ? account() : null,
        billing ? billing() : null,
        spend ? spend() : null);
  }

  private Report.Relation relation() {
    return new Report.Relation(
        maybe(() -> one(AssociationType.values())),
        maybe(this::instant),
        new Profile(
            text(),
            maybe(this::text),
            maybe(this::text),
            maybe(this::text),
            maybe(this::text),
            maybe(this::text),
            list(this::text)));
  }

  private Facts.Account account() {
    return new Facts.Account(
        random.nextBoolean(),
        list(() -> new Facts.Member(text(), one(Accounting.values()), maybe(this::instant))),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private Facts.Billing billing() {
    return new Facts.Billing(
        list(this::term),
        list(this::term),
        list(this::term),
        list(() -> new Facts.Hold(text(), one(Actor.values()), maybe(this::text))));
  }

  private Facts.Term term() {
    return new Facts.Term(text(), instant());
  }

  private Spend spend() {
    return new Spend(maybe(this::amount), "EUR", maybe(this::amount), maybe(this::instant));
  }

  private BigDecimal amount() {
    BigDecimal amount = BigDecimal.valueOf(random.nextInt(1_000_000), 2).stripTrailingZeros();
    return amount.setScale(Math.max(0, amount.scale()));
  }

  private Instant instant() {
    return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
  }

  private String text() {
    StringBuilder text = new StringBuilder("t");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> List<T> list(Supplier<T> item) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(item.get());
    }
    return list;
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(4) == 0 ? null : value.get();
  }

  /// As one line of JSON.
  static String json(Report.Observed report) {
    return new JsonValue.Obj(members(report)).canonical();
  }

  /// As a CSV file of one record, with columns for what has a value.
  static String csv(Report.Observed report) {
    Map<String, JsonValue> members = members(report);
    return String.join(",", members.keySet())
        + "\r\n"
        + members.values().stream().map(RandomFacts::cell).collect(Collectors.joining(","))
        + "\r\n";
  }

  private static String cell(JsonValue value) {
    String text = value instanceof JsonValue.Str(String string) ? string : value.canonical();
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  static Map<String, JsonValue> members(Report.Observed report) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    put(members, "customerId", report.pair().customer().value());
    put(members, "partnerId", report.pair().partner().value());
    members.put("version", new JsonValue.Num(Long.toString(report.version())));
    Report.Relation relation = report.association();
    if (relation != null) {
      Profile profile = relation.profile();
      put(members, "partnerName", profile.partnerName());
      put(members, "name", profile.name());
      put(members, "account", profile.account());
      put(members, "mobile", profile.mobile());
      put(members, "managerId", profile.managerId());
      put(members, "manager", profile.manager());
      members.put("tags", array(profile.tags().stream().map(RandomFacts::string).toList()));
      put(members, "associationType", relation.type() == null ? null : relation.type().word());
      put(members, "associatedAt", relation.associatedAt());
    }
    Facts.Account account = report.account();
    if (account != null) {
      members.put("enterpriseMaster", new JsonValue.Bool(account.enterpriseMaster()));
      members.put("members", array(account.members().stream().map(RandomFacts::member).toList()));
      members.put("manuallyFrozen", new JsonValue.Bool(account.manuallyFrozen()));
      members.put("autoFrozen", new JsonValue.Bool(account.autoFrozen()));
    }
    Facts.Billing billing = report.billing();
    if (billing != null) {
      members.put("reservedInstances", terms(billing.reservedInstances()));
      members.put("partnerSupportPlans", terms(billing.partnerSupportPlans()));
      members.put("serviceSupportPlans", terms(billing.serviceSupportPlans()));
      members.put("holds", array(billing.holds().stream().map(RandomFacts::hold).toList()));
    }
    Spend spend = report.spend();
    if (spend != null) {
      put(members, "expenditure", spend.expenditure());
      put(members, "currency", spend.currency());
      put(members, "budgetUsage", spend.budgetUsage());
      put(members, "resourcesExpireAt", spend.resourcesExpireAt());
    }
    return members;
  }

  private static JsonValue member(Facts.Member member) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    put(members, "id", member.id());
    put(members, "accounting", member.accounting().word());
    put(members, "serviceSupportPlanUntil", member.serviceSupportPlanUntil());
    return new JsonValue.Obj(members);
  }

  private static JsonValue terms(List<Facts.Term> terms) {
    return array(
        terms.stream()
            .<JsonValue>map(term -> {
              Map<String, JsonValue> members = new LinkedHashMap<>();
              put(members, "id", term.id());
              put(members, "until", term.until());
              return new JsonValue.Obj(members);
            })
            .toList());
  }

  private static JsonValue hold(Facts.Hold hold) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    put(members, "code", hold.code());
    put(members, "actor", hold.actor().word());
    put(members, "resource", hold.resource());
    return new JsonValue.Obj(members);
  }

  private static JsonValue array(List<JsonValue> items) {
    return new JsonValue.Arr(items);
  }

  private static JsonValue string(String text) {
    return new JsonValue.Str(text);
  }

  private static void put(Map<String, JsonValue> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, new JsonValue.Str(value.toString()));
    }
  }
}
