package io.partway.testkit.function;

/// Somebody with a token; all as the claims say it.
public record Person(String sub, String party, String partyId, String role) {
  /// An admin of a partner.
  public static Person partnerAdmin(String partnerId) {
    return new Person("u-admin-" + partnerId, "partner", partnerId, "admin");
  }

  /// An admin of a customer.
  public static Person customerAdmin(String customerId) {
    return new Person("u-admin-" + customerId, "customer", customerId, "admin");
  }

  /// Somebody of the support desk who may grant.
  public static Person operator(String sub) {
    return new Person(sub, "operator", "platform", "admin");
  }

  /// The same person of another role.
  public Person inRole(String role) {
    return new Person(sub, party, partyId, role);
  }

  /// Another person of the same party and role.
  public Person named(String sub) {
    return new Person(sub, party, partyId, role);
  }
}
