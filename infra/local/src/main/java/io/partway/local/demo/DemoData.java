package io.partway.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the demonstration data: the same for the same day, line by line as an import takes it.
final class DemoData {
  /// How many customers the big partner has.
  static final int MANY = 10_000;

  private static final long SEED = 20_251_124;

  private static final List<String> PLACES =
      List.of(
          "Basel",
          "Chengdu",
          "Dakar",
          "Espoo",
          "Győr",
          "Kraków",
          "León",
          "Malmö",
          "Nagoya",
          "Orléans",
          "Québec",
          "São Paulo",
          "Tübingen",
          "Utrecht",
          "Zürich",
          "Ålesund");
  private static final List<String> TRADES =
      List.of(
          "Bakery",
          "Clinic",
          "Design",
          "Energy",
          "Foods",
          "Games",
          "Logistics",
          "Media",
          "Optics",
          "Robotics",
          "School",
          "Shipping",
          "Textiles",
          "Travel");
  private static final List<String> CHINESE_PLACES =
      List.of("北京", "上海", "深圳", "杭州", "成都", "西安", "南京", "广州");
  private static final List<String> CHINESE_TRADES =
      List.of("云科技有限公司", "数据服务有限公司", "医疗器械有限公司", "教育集团", "物流有限公司", "食品有限公司");
  private static final List<String> GIVEN_NAMES =
      List.of("Zoë", "José", "Łukasz", "Søren", "Inès", "Müge", "Ana", "John");
  private static final List<String> TAGS =
      List.of("vip", "renewal-q1", "public-sector", "start-up", "试用", "à-suivre");

  private final Instant today;

  DemoData(Instant now) {
    this.today = now.truncatedTo(ChronoUnit.DAYS);
  }

  /// A customer of the small partner whose association cannot be ended, and why not.
  private record Blocked(String id, String name, Consumer<ObjectNode> cause) {}

  /// The small partner: a free customer, one for each blocker, and a few more.
  Stream<String> smallPartner() {
    var random = new Random(SEED);
    var free =
        Stream.of(
            customer(random, Companies.SMALL, Companies.FREE_CUSTOMER, "Cedar Works GmbH"),
            customer(random, Companies.SMALL, "maple-media", "Maple Média S.à r.l."),
            customer(random, Companies.SMALL, "quartz-clinic", "石英诊所有限公司"),
            customer(random, Companies.SMALL, "olive-press", "Olive Press"));
    var blocked =
        blocked().stream()
            .map(each -> {
              var line = customer(random, Companies.SMALL, each.id(), each.name());
              each.cause().accept(line);
              return line;
            });
    var silent =
        Stream.of("silent-studio")
            .map(id -> factsMissing(customer(random, Companies.SMALL, id, "Silent Studio")));
    return Stream.of(free, blocked, silent)
        .flatMap(lines -> lines)
        .map(line ->
            line.put("managerId", Cast.ACCOUNT_MANAGER.person().subject())
                .put("manager", "Marc Müller"))
        .map(ObjectNode::toString);
  }

  /// Another partner, who shares customers with the small one.
  Stream<String> otherPartner() {
    var random = new Random(SEED + 1);
    return Stream.of(
            customer(random, Companies.OTHER, Companies.FREE_CUSTOMER, "Cedar Works GmbH"),
            customer(random, Companies.OTHER, "quartz-clinic", "石英诊所有限公司"),
            customer(random, Companies.OTHER, "willow-bank", "Willow Bank"))
        .map(ObjectNode::toString);
  }

  /// The big partner.
  Stream<String> bigPartner() {
    var random = new Random(SEED + 2);
    return IntStream.rangeClosed(1, MANY)
        .mapToObj(number ->
            customer(random, Companies.BIG, "c-%05d".formatted(number), name(random, number)))
        .map(ObjectNode::toString);
  }

  private List<Blocked> blocked() {
    return List.of(
        new Blocked(
            "ivory-group",
            "Ivory Group",
            line -> {
              line.put("enterpriseMaster", true);
              member(line, "ivory-north", "independent", null);
            }),
        new Blocked("frost-foods", "Fröst Foods", line -> line.put("manuallyFrozen", true)),
        new Blocked(
            "basalt-mining",
            "Basalt Mining",
            line -> until(line, "reservedInstances", "ri-7", 200)),
        new Blocked(
            "garnet-games",
            "Garnet Games",
            line -> until(line, "partnerSupportPlans", "partner-plan-3", 40)),
        new Blocked(
            "harbour-lines",
            "Harbour Lines",
            line -> until(line, "serviceSupportPlans", "service-plan-9", 90)),
        new Blocked(
            "juniper-holding",
            "Juniper Holding",
            line -> {
              line.put("enterpriseMaster", true);
              member(line, "juniper-south", "unified", in(60));
            }),
        new Blocked(
            "kelp-energy",
            "Kelp Energy",
            line -> {
              hold(line, "arrears", "customer", "invoice-2291");
              hold(line, "special-contract", "partner", "contract-17");
            }),
        new Blocked(
            "lava-logistics",
            "岩浆物流有限公司",
            line -> {
              line.put("manuallyFrozen", true);
              until(line, "reservedInstances", "ri-12", 20);
              until(line, "reservedInstances", "ri-13", 400);
              hold(line, "unpaid-orders", "customer", "order-81");
            }));
  }

  private ObjectNode customer(Random random, String partner, String id, String name) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("customerId", id);
    line.put("partnerId", partner);
    line.put("partnerName", partnerName(partner));
    line.put("version", 1);
    line.put("name", name);
    line.put("account", id + "@accounts.example.test");
    line.put("mobile", "1%010d".formatted(random.nextLong(10_000_000_000L)));
    var manager = random.nextInt(GIVEN_NAMES.size());
    line.put("managerId", "manager-" + manager);
    line.put("manager", GIVEN_NAMES.get(manager));
    var tags = line.putArray("tags");
    TAGS.stream().filter(_ -> random.nextInt(5) == 0).forEach(tags::add);
    line.put("associationType", random.nextInt(3) == 0 ? "referral" : "reseller");
    line.put(
        "associatedAt",
        today
            .minus(1 + random.nextInt(1_500), ChronoUnit.DAYS)
            .plusSeconds(random.nextInt(86_400))
            .toString());
    line.put("autoFrozen", random.nextInt(50) == 0);
    line.put("expenditure", BigDecimal.valueOf(random.nextInt(5_000_000), 2).toPlainString());
    line.put("currency", random.nextInt(4) == 0 ? "CNY" : "EUR");
    line.put("budgetUsage", random.nextInt(121));
    line.put("resourcesExpireAt", in(random.nextInt(720)).toString());
    line.put("enterpriseMaster", false);
    line.put("manuallyFrozen", false);
    for (var list :
        List.of(
            "members",
            "reservedInstances",
            "partnerSupportPlans",
            "serviceSupportPlans",
            "holds")) {
      line.putArray(list);
    }
    return line;
  }

  private static String partnerName(String partner) {
    return switch (partner) {
      case Companies.SMALL -> "Aurora Cloud Services";
      case Companies.OTHER -> "Birch & Söhne";
      case Companies.BIG -> "Cumulus 云";
      default -> throw new IllegalArgumentException(partner);
    };
  }

  private static String name(Random random, int number) {
    return switch (random.nextInt(3)) {
      case 0 -> one(random, CHINESE_PLACES) + one(random, CHINESE_TRADES);
      case 1 -> one(random, GIVEN_NAMES) + " " + one(random, TRADES) + " " + number;
      default -> one(random, PLACES) + " " + one(random, TRADES);
    };
  }

  /// The streams `account` and `billing` are left out: nobody has reported them.
  private static ObjectNode factsMissing(ObjectNode line) {
    line.remove(
        List.of(
            "enterpriseMaster",
            "members",
            "autoFrozen",
            "manuallyFrozen",
            "reservedInstances",
            "partnerSupportPlans",
            "serviceSupportPlans",
            "holds"));
    return line;
  }

  private static void member(
      ObjectNode line, String id, String accounting, @Nullable Instant planUntil) {
    var member = line.withArray("members").addObject();
    member.put("id", id).put("accounting", accounting);
    if (planUntil != null) {
      member.put("serviceSupportPlanUntil", planUntil.toString());
    }
  }

  private void until(ObjectNode line, String list, String id, int days) {
    line.withArray(list).addObject().put("id", id).put("until", in(days).toString());
  }

  private static void hold(ObjectNode line, String code, String actor, String resource) {
    line.withArray("holds")
        .addObject()
        .put("code", code)
        .put("actor", actor)
        .put("resource", resource);
  }

  private Instant in(int days) {
    return today.plus(days, ChronoUnit.DAYS);
  }

  private static String one(Random random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
