package io.partway.store;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.history.Head;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.search.CustomerRow;
import io.partway.core.search.CustomerSort;
import io.partway.core.search.SearchCriteria;
import io.partway.core.search.SearchQuery;
import io.partway.core.search.Spend;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Customers and questions about them out of a seed: full of ties, gaps and odd letters.
final class Customers {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final List<String> WORDS =
      List.of(
          "Alpha", "Straße", "ＡＣＭＥ", "Ωmega", "深圳", "io", "𝒵eta", "GmbH", "Müller", "ßeta", "x");

  private final Random random;

  Customers(long seed) {
    this.random = new Random(seed);
  }

  /// No criteria.
  static SearchCriteria everybody() {
    return only((String) null);
  }

  static SearchCriteria only(CustomerId customer) {
    return only(customer.value());
  }

  static SearchCriteria only(@Nullable String customerId) {
    return new SearchCriteria(
        customerId,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static SearchCriteria named(String part, BigDecimal expenditureMin) {
    return new SearchCriteria(
        null,
        null,
        part,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        expenditureMin,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// The answer, plainly computed.
  static List<CustomerRow> expected(List<CustomerRow> rows, SearchQuery query) {
    return rows.stream().filter(query::matches).sorted(query.sort().comparator()).toList();
  }

  /// @param currencies what they spend in
  List<CustomerRow> of(PartnerId partner, int count, List<String> currencies) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            row(partner, new CustomerId(partner.value() + "-" + i * 7919L % 99_991), currencies))
        .toList();
  }

  SearchQuery query(PartnerId partner) {
    CustomerSort.Key key = any(CustomerSort.Key.values());
    return new SearchQuery(
        partner,
        random.nextInt(5) == 0 ? "m" + random.nextInt(4) : null,
        criteria(partner),
        new CustomerSort(key, random.nextBoolean()));
  }

  private SearchCriteria criteria(PartnerId partner) {
    // Each is there rarely, so that a few meet.
    int rarity = 2 + random.nextInt(12);
    return new SearchCriteria(
        random.nextInt(40) == 0 ? partner.value() + "-" + random.nextInt(99_991) : null,
        sometimes(rarity, () -> "  " + any("1", "a4", "ACCOUNT", "９")),
        sometimes(rarity, () -> any("alpha", "STRASSE", "acme", "ω", "深", " ", "a", "ss")),
        sometimes(rarity, () -> any("Manager 1", "３", "ager")),
        sometimes(rarity, () -> any("gold", "OLD", "tag2")),
        sometimes(rarity, () -> String.valueOf(1000 + random.nextInt(200))),
        sometimes(rarity, () -> any(AssociationType.values())),
        sometimes(rarity, random::nextBoolean),
        sometimes(rarity, this::since),
        sometimes(rarity, this::since),
        sometimes(rarity, this::amount),
        sometimes(rarity, this::amount),
        sometimes(rarity, this::percent),
        sometimes(rarity, this::percent),
        sometimes(rarity, this::expiry),
        sometimes(rarity, this::expiry),
        sometimes(3, () -> any("EUR", "usd", "JPY")));
  }

  private CustomerRow row(PartnerId partner, CustomerId customer, List<String> currencies) {
    boolean active = random.nextInt(20) > 0;
    int manager = random.nextInt(4);
    Instant since = since();
    Profile profile =
        new Profile(
            "The Partner",
            mostly(this::name),
            mostly(() -> "account" + random.nextInt(1_000)),
            mostly(() ->
                "+49 17" + random.nextInt(10) + " " + (10_000_000 + random.nextInt(9_999_999))),
            mostly(() -> "m" + manager),
            mostly(() -> "Manager " + manager),
            Stream.generate(() -> any("gold", "silver", "tag" + random.nextInt(5)))
                .limit(random.nextInt(3))
                .toList());
    Association association =
        new Association(
            new Pair(customer, partner),
            active ? AssociationState.ACTIVE : AssociationState.ENDED,
            any(AssociationType.values()),
            since,
            active ? null : since.plus(Duration.ofDays(3)),
            profile,
            mostly(random::nextBoolean),
            null,
            Clearance.of(Facts.NONE),
            Head.NONE,
            1);
    return new CustomerRow(association, random.nextInt(6) == 0 ? Spend.NONE : spend(currencies));
  }

  private Spend spend(List<String> currencies) {
    BigDecimal expenditure = mostly(this::amount);
    return new Spend(
        expenditure,
        expenditure == null ? null : currencies.get(random.nextInt(currencies.size())),
        mostly(this::percent),
        mostly(this::expiry));
  }

  private String name() {
    return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
        .limit(1 + random.nextInt(2))
        .reduce("", (a, b) -> a + " " + b)
        .strip();
  }

  private Instant since() {
    return START.plus(Duration.ofDays(random.nextInt(90)));
  }

  private Instant expiry() {
    return START.plus(Duration.ofHours(random.nextInt(2_000)));
  }

  private BigDecimal amount() {
    return new BigDecimal(any("0", "0.10", "5.5", "99.99", "100", "100.00", "12345678.9"))
        .add(BigDecimal.valueOf(random.nextInt(50)));
  }

  private BigDecimal percent() {
    return BigDecimal.valueOf(random.nextInt(1_500), 1);
  }

  private <T> @Nullable T mostly(Supplier<T> value) {
    return random.nextInt(8) == 0 ? null : value.get();
  }

  private <T> @Nullable T sometimes(int rarity, Supplier<T> value) {
    return random.nextInt(rarity) == 0 ? value.get() : null;
  }

  @SafeVarargs
  private final <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
