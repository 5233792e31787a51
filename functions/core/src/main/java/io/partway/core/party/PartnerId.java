package io.partway.core.party;

/// The id of a partner, well formed by construction.
public record PartnerId(String value) implements Comparable<PartnerId> {
  public PartnerId {
    Ids.require(value);
  }

  @Override
  public int compareTo(PartnerId other) {
    return value.compareTo(other.value);
  }
}
