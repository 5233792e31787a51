package io.partway.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Facts;
import io.partway.core.search.Rows.Criteria;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SearchCriteriaTest {
  private static final Instant EXPIRES = Instant.parse("2026-08-01T00:00:00Z");
  private static final Profile PROFILE =
      new Profile(
          "Nordlicht",
          "Straßenbau Łódź 王小明 ＧｍｂＨ",
          "Strassenbau.Konto",
          "+49 (151) 2345-678",
          Samples.MANAGER,
          "Mia Ångström",
          List.of("VIP", "Übergang 2026"));

  private final CustomerRow row =
      new CustomerRow(
          Samples.active().withRelation(AssociationType.REFERRAL, Samples.SINCE, PROFILE),
          new Spend(new BigDecimal("12.50"), "EUR", new BigDecimal("80"), EXPIRES));

  private final CustomerRow bare =
      new CustomerRow(
          Samples.active()
              .withFacts(Facts.NONE)
              .withRelation(
                  AssociationType.RESELLER,
                  Samples.SINCE,
                  new Profile(null, null, null, null, null, null, List.of())),
          Spend.NONE);

  private static boolean finds(CustomerRow row, Consumer<Criteria> set) {
    Criteria criteria = new Criteria();
    set.accept(criteria);
    return criteria.build().matches(row);
  }

  private boolean finds(Consumer<Criteria> set) {
    return finds(row, set);
  }

  @Test
  void nothingAskedForFindsAll() {
    assertThat(finds(row, _ -> {})).isTrue();
    assertThat(finds(bare, _ -> {})).isTrue();
  }

  @Test
  void aCustomerIdIsExact() {
    assertThat(finds(c -> c.customerId = "customer-1")).isTrue();
    assertThat(finds(c -> c.customerId = "customer-")).isFalse();
    assertThat(finds(c -> c.customerId = "CUSTOMER-1")).isFalse();
  }

  @Test
  void textsContainFolded() {
    assertThat(finds(c -> c.name = "STRASSE")).isTrue();
    assertThat(finds(c -> c.name = "straß")).isTrue();
    assertThat(finds(c -> c.name = "小明")).isTrue();
    assertThat(finds(c -> c.name = "gmbh")).isTrue();
    assertThat(finds(c -> c.name = "ŁÓDŹ")).isTrue();
    assertThat(finds(c -> c.name = "  łódź ")).isTrue();
    assertThat(finds(c -> c.name = "lodz")).isFalse();
    assertThat(finds(c -> c.account = "BAU.k")).isTrue();
    assertThat(finds(c -> c.account = "gmbh")).isFalse();
    assertThat(finds(c -> c.manager = "ÅNG")).isTrue();
    assertThat(finds(c -> c.manager = "ana")).isFalse();
    assertThat(finds(c -> c.tag = "über")).isTrue();
    assertThat(finds(c -> c.tag = "vi")).isTrue();
    // Each tag for itself.
    assertThat(finds(c -> c.tag = "vipüber")).isFalse();
  }

  @Test
  void anEmptyTextIsNoFilter() {
    for (String empty : List.of("", "  ", "\u00A0\u3000")) {
      assertThat(
              finds(
                  bare,
                  c -> {
                    c.name = empty;
                    c.account = empty;
                    c.manager = empty;
                    c.tag = empty;
                  }))
          .isTrue();
    }
  }

  @Test
  void aCustomerWithoutTheTextIsNotFoundByIt() {
    List<BiConsumer<Criteria, String>> texts =
        List.of(
            (c, v) -> c.name = v,
            (c, v) -> c.account = v,
            (c, v) -> c.manager = v,
            (c, v) -> c.tag = v,
            (c, v) -> c.mobile = v,
            (c, v) -> c.currency = v);
    assertThat(texts).allSatisfy(set -> assertThat(finds(bare, c -> set.accept(c, "1"))).isFalse());
  }

  @Test
  void aMobileContainsDigitsWhateverStandsBetween() {
    assertThat(finds(c -> c.mobile = "4915123")).isTrue();
    assertThat(finds(c -> c.mobile = "5678")).isTrue();
    assertThat(finds(c -> c.mobile = "5679")).isFalse();
  }

  @Test
  void typeAndFreezeAreExact() {
    assertThat(finds(c -> c.type = AssociationType.REFERRAL)).isTrue();
    assertThat(finds(c -> c.type = AssociationType.RESELLER)).isFalse();
    assertThat(finds(c -> c.autoFrozen = false)).isTrue();
    assertThat(finds(c -> c.autoFrozen = true)).isFalse();
    Association frozen =
        Samples.active()
            .withFacts(
                Samples.facts(new Facts.Account(false, List.of(), false, true), Samples.billing()));
    assertThat(finds(new CustomerRow(frozen, Spend.NONE), c -> c.autoFrozen = true)).isTrue();
    assertThat(finds(new CustomerRow(frozen, Spend.NONE), c -> c.autoFrozen = false)).isFalse();
    // Unreported counts as not frozen.
    assertThat(finds(bare, c -> c.autoFrozen = false)).isTrue();
    assertThat(finds(bare, c -> c.autoFrozen = true)).isFalse();
  }

  @Test
  void rangesAreClosed() {
    instants((c, v) -> c.associatedFrom = v, (c, v) -> c.associatedTo = v, Samples.SINCE);
    instants((c, v) -> c.expireFrom = v, (c, v) -> c.expireTo = v, EXPIRES);
    numbers((c, v) -> c.expenditureMin = v, (c, v) -> c.expenditureMax = v, "12.5");
    numbers((c, v) -> c.budgetMin = v, (c, v) -> c.budgetMax = v, "80.00");
  }

  private void instants(
      BiConsumer<Criteria, Instant> from, BiConsumer<Criteria, Instant> to, Instant value) {
    assertThat(finds(c -> from.accept(c, value))).isTrue();
    assertThat(finds(c -> from.accept(c, value.plusMillis(1)))).isFalse();
    assertThat(finds(c -> to.accept(c, value))).isTrue();
    assertThat(finds(c -> to.accept(c, value.minusMillis(1)))).isFalse();
    assertThat(finds(c -> both(c, from, to, value, value))).isTrue();
  }

  private void numbers(
      BiConsumer<Criteria, BigDecimal> min, BiConsumer<Criteria, BigDecimal> max, String text) {
    BigDecimal value = new BigDecimal(text);
    BigDecimal cent = new BigDecimal("0.01");
    assertThat(finds(c -> min.accept(c, value))).isTrue();
    assertThat(finds(c -> min.accept(c, value.add(cent)))).isFalse();
    assertThat(finds(c -> max.accept(c, value))).isTrue();
    assertThat(finds(c -> max.accept(c, value.subtract(cent)))).isFalse();
    assertThat(finds(c -> both(c, min, max, value, value))).isTrue();
  }

  private static <T> void both(
      Criteria c, BiConsumer<Criteria, T> from, BiConsumer<Criteria, T> to, T low, T high) {
    from.accept(c, low);
    to.accept(c, high);
  }

  @Test
  void aCustomerWithoutTheValueLiesInNoRange() {
    assertThat(finds(bare, c -> c.expenditureMin = new BigDecimal("-1"))).isFalse();
    assertThat(finds(bare, c -> c.expenditureMax = new BigDecimal("1"))).isFalse();
    assertThat(finds(bare, c -> c.budgetMin = BigDecimal.ZERO)).isFalse();
    assertThat(finds(bare, c -> c.expireTo = EXPIRES)).isFalse();
  }

  @Test
  void spendIsJudgedOnlyWhereItIsAskedFor() {
    assertThat(judgesSpend(_ -> {})).isFalse();
    assertThat(
            judgesSpend(c -> {
              c.name = "bau";
              c.autoFrozen = true;
              c.associatedFrom = EXPIRES;
              c.associatedTo = EXPIRES;
            }))
        .isFalse();
    List<Consumer<Criteria>> ofSpend =
        List.of(
            c -> c.expenditureMin = BigDecimal.ONE,
            c -> c.expenditureMax = BigDecimal.ONE,
            c -> c.budgetMin = BigDecimal.ONE,
            c -> c.budgetMax = BigDecimal.ONE,
            c -> c.expireFrom = EXPIRES,
            c -> c.expireTo = EXPIRES,
            c -> c.currency = "EUR");
    assertThat(ofSpend).allSatisfy(set -> assertThat(judgesSpend(set)).isTrue());
  }

  private static boolean judgesSpend(Consumer<Criteria> set) {
    Criteria criteria = new Criteria();
    set.accept(criteria);
    return criteria.build().judgesSpend();
  }

  @Test
  void allCriteriaHoldTogether() {
    assertThat(
            finds(c -> {
              c.name = "bau";
              c.tag = "vip";
              c.currency = "eur";
              c.type = AssociationType.REFERRAL;
            }))
        .isTrue();
    assertThat(
            finds(c -> {
              c.name = "bau";
              c.currency = "USD";
            }))
        .isFalse();
  }

  @Test
  void amountsAreComparedInOneCurrencyOnly() {
    assertThat(needsCurrency(CustomerSort.STANDARD, _ -> {})).isFalse();
    assertThat(needsCurrency(CustomerSort.STANDARD, c -> c.expenditureMin = BigDecimal.ONE))
        .isTrue();
    assertThat(needsCurrency(CustomerSort.STANDARD, c -> c.expenditureMax = BigDecimal.ONE))
        .isTrue();
    CustomerSort sort = new CustomerSort(CustomerSort.Key.EXPENDITURE, false);
    assertThat(needsCurrency(sort, _ -> {})).isTrue();
    assertThat(needsCurrency(sort, c -> c.currency = "EUR")).isFalse();
    assertThat(needsCurrency(CustomerSort.STANDARD, c -> c.budgetMin = BigDecimal.ONE)).isFalse();
  }

  private static boolean needsCurrency(CustomerSort sort, Consumer<Criteria> set) {
    return query(null, sort, set).needsOneCurrency();
  }

  private static SearchQuery query(
      @Nullable String managerId, CustomerSort sort, Consumer<Criteria> set) {
    Criteria criteria = new Criteria();
    set.accept(criteria);
    return new SearchQuery(Samples.PAIR.partner(), managerId, criteria.build(), sort);
  }

  @Test
  void aQueryFindsActiveCustomersOfItsPartnerAndManager() {
    SearchQuery all = query(null, CustomerSort.STANDARD, _ -> {});
    assertThat(all.matches(row)).isTrue();
    assertThat(all.matches(Rows.row(row.association().ended(EXPIRES)))).isFalse();
    assertThat(all.matches(Rows.row(Samples.active(Samples.pair("customer-1", "partner-2")))))
        .isFalse();
    assertThat(query(Samples.MANAGER, CustomerSort.STANDARD, _ -> {}).matches(row)).isTrue();
    assertThat(query("somebody-else", CustomerSort.STANDARD, _ -> {}).matches(row)).isFalse();
    assertThat(query(Samples.MANAGER, CustomerSort.STANDARD, _ -> {}).matches(bare)).isFalse();
    assertThat(query(null, CustomerSort.STANDARD, c -> c.name = "nobody").matches(row)).isFalse();
  }
}
