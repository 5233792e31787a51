package io.partway.core.party;

/// The id of a customer, well formed by construction.
public record CustomerId(String value) implements Comparable<CustomerId> {
  public CustomerId {
    Ids.require(value);
  }

  @Override
  public int compareTo(CustomerId other) {
    return value.compareTo(other.value);
  }
}
