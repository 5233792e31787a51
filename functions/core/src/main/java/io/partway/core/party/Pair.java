package io.partway.core.party;

/// A partner and a customer: what an association, a request and facts are about.
public record Pair(CustomerId customer, PartnerId partner) {
  /// The id of one of the two.
  public String idOf(Party party) {
    return switch (party) {
      case PARTNER -> partner.value();
      case CUSTOMER -> customer.value();
    };
  }
}
