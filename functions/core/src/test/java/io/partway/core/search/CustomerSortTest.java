package io.partway.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.association.AssociationType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CustomerSortTest {
  private static List<String> sorted(
      CustomerSort.Key key, boolean descending, CustomerRow... rows) {
    List<CustomerRow> shuffled = new ArrayList<>(List.of(rows));
    Collections.shuffle(shuffled, new Random(7));
    return shuffled.stream()
        .sorted(new CustomerSort(key, descending).comparator())
        .map(row -> row.association().pair().customer().value())
        .toList();
  }

  private static CustomerRow since(String customer, int seconds) {
    return Rows.row(
        Samples.active(Samples.pair(customer, "partner-1"))
            .withRelation(
                AssociationType.RESELLER, Samples.SINCE.plusSeconds(seconds), Samples.PROFILE));
  }

  private static CustomerRow budget(String customer, String percent) {
    return new CustomerRow(
        Samples.active(Samples.pair(customer, "partner-1")),
        new Spend(null, null, new BigDecimal(percent), null));
  }

  @Test
  void theStandardIsNewestAssociationFirst() {
    assertThat(CustomerSort.STANDARD)
        .isEqualTo(new CustomerSort(CustomerSort.Key.ASSOCIATED_AT, true));
    assertThat(
            sorted(
                CustomerSort.Key.ASSOCIATED_AT, true, since("a", 1), since("b", 3), since("c", 2)))
        .containsExactly("b", "c", "a");
  }

  @Test
  void missingValuesComeLastBothWays() {
    CustomerRow[] rows = {
      Rows.spending("a", "10"),
      Rows.spending("b", null),
      Rows.spending("c", "9.99"),
      Rows.spending("d", "100"),
      Rows.spending("e", null)
    };
    assertThat(sorted(CustomerSort.Key.EXPENDITURE, false, rows))
        .containsExactly("c", "a", "d", "b", "e");
    assertThat(sorted(CustomerSort.Key.EXPENDITURE, true, rows))
        .containsExactly("d", "a", "c", "e", "b");
  }

  @Test
  void equalNumbersAreEqualHoweverWritten() {
    assertThat(
            sorted(
                CustomerSort.Key.BUDGET_USAGE,
                false,
                budget("b", "80.00"),
                budget("a", "80"),
                budget("c", "7")))
        .containsExactly("c", "a", "b");
  }

  @Test
  void namesAreOrderedFoldedByCodePoints() {
    CustomerRow[] rows = {
      Rows.row(Rows.named("1", "beta")),
      Rows.row(Rows.named("2", "ALPHA")),
      Rows.row(Rows.named("3", "😀")),
      Rows.row(Rows.named("4", "王")),
      Rows.row(Rows.named("5", null)),
      Rows.row(Rows.named("6", "～")),
      Rows.row(Rows.named("7", "ａｌｐｈａ")),
    };
    assertThat(sorted(CustomerSort.Key.NAME, false, rows))
        .containsExactly("2", "7", "1", "6", "4", "3", "5");
    assertThat(sorted(CustomerSort.Key.NAME, true, rows))
        .containsExactly("3", "4", "6", "1", "7", "2", "5");
  }

  @Test
  void tiesAreBrokenByIdInTheListsDirection() {
    assertThat(sorted(CustomerSort.Key.ASSOCIATED_AT, false, since("b", 1), since("a", 1)))
        .containsExactly("a", "b");
    assertThat(sorted(CustomerSort.Key.ASSOCIATED_AT, true, since("b", 1), since("a", 1)))
        .containsExactly("b", "a");
  }

  @Test
  void aPlacePrintsNoName() {
    assertThat(
            new CustomerSort(CustomerSort.Key.NAME, false)
                .placeOf(Rows.row(Rows.named("1", "Lopez")))
                .toString())
        .doesNotContain("lopez");
  }
}
