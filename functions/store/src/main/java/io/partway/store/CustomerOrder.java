package io.partway.store;

import io.partway.core.party.CustomerId;
import io.partway.core.search.CustomerRow;
import io.partway.core.search.CustomerSort;
import io.partway.core.search.CustomerSort.Place;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How pages of sorted customers find their way back. After an amount, the amount itself is
/// remembered, so that the next page is right even where the customer or his amount has gone. A
/// name is personal and may be long: there the customer is remembered, and looked up again; where
/// he has left or was renamed meanwhile, the number of customers returned so far has to do.
record CustomerOrder(CustomerSort sort) implements SortedScan.Order<CustomerOrder.Placed> {
  private static final int DIGEST_BYTES = 6;

  /// A row and its place, taken out once.
  record Placed(CustomerRow row, Place place) {}

  Placed placed(CustomerRow row) {
    return new Placed(row, sort.placeOf(row));
  }

  @Override
  public Comparator<Placed> comparator() {
    return Comparator.comparing(Placed::place, sort.order());
  }

  @Override
  public String mark(Placed last, int count) {
    Place place = last.place();
    String value =
        switch (sort.key()) {
          case EXPENDITURE, BUDGET_USAGE -> place.number() == null ? "" : place.number().toString();
          case NAME -> digest(place.text()) + ":" + count;
          case ASSOCIATED_AT -> throw indexed();
        };
    return place.customer().value() + ":" + value;
  }

  @Override
  public int after(List<Placed> sorted, String mark) {
    String[] parts = mark.split(":", -1);
    CustomerId customer = new CustomerId(parts[0]);
    return switch (sort.key()) {
      case EXPENDITURE, BUDGET_USAGE ->
          after(
              sorted,
              new Place(
                  null, parts[1].isEmpty() ? null : new BigDecimal(parts[1]), null, customer));
      case NAME -> after(sorted, customer, parts[1], Integer.parseInt(parts[2]));
      case ASSOCIATED_AT -> throw indexed();
    };
  }

  private int after(List<Placed> sorted, Place place) {
    Comparator<Place> order = sort.order();
    return (int) sorted.stream().takeWhile(row -> order.compare(row.place(), place) <= 0).count();
  }

  private static int after(List<Placed> sorted, CustomerId customer, String digest, int count) {
    int now = 0;
    while (now < sorted.size() && !sorted.get(now).place().customer().equals(customer)) {
      now++;
    }
    if (now < sorted.size() && digest(sorted.get(now).place().text()).equals(digest)) {
      return now + 1;
    }
    // Gone, or moved by another name: the others have closed up, unless he now stands among them.
    return Math.min(now < count ? count : count - 1, sorted.size());
  }

  private static String digest(@Nullable String text) {
    if (text == null) {
      return "";
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static IllegalStateException indexed() {
    return new IllegalStateException("an index has this order");
  }
}
