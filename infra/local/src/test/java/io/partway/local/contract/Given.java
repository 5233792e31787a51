package io.partway.local.contract;

import io.partway.local.identity.Person;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The persons and customers of the contract's examples.
final class Given {
  static final String PARTNER = "p-northwind";

  static final Person PARTNER_ADMIN = person("u-nora", "partner", PARTNER, "admin");
  static final Person PARTNER_VIEWER = person("u-vera", "partner", PARTNER, "viewer");
  static final Person OTHER_PARTNER = person("u-otto", "partner", "p-southsea", "admin");
  static final Person OPERATOR = person("u-olga", "operator", "op", "admin");
  static final Person SECOND_OPERATOR = person("u-oskar", "operator", "op", "admin");
  static final Person DESK_VIEWER = person("u-vito", "operator", "op", "viewer");

  private Given() {}

  /// The admin of a customer.
  static Person admin(String customerId) {
    return person("u-" + customerId, "customer", customerId, "admin");
  }

  /// Import lines of customers about whom everything has been reported, and whom nothing blocks.
  static String clear(String... customerIds) {
    return Stream.of(customerIds).map(Given::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(String customerId) {
    return """
    {"customerId": "%s", "partnerId": "%s", "partnerName": "Northwind Cloud", "version": 1, "name": "Müller Logistik GmbH",
    "account": "mueller-logistik", "mobile": "+49 151 23456789", "managerId": "u-chen", "manager": "Li Chen",
    "tags": ["retail", "emea"], "associationType": "reseller", "associatedAt": "2025-06-30T08:00:00Z",
    "autoFrozen": false, "expenditure": "1280.50", "currency": "EUR", "budgetUsage": 83.5,
    "resourcesExpireAt": "2031-09-01T00:00:00Z", "enterpriseMaster": false, "members": [], "manuallyFrozen": false,
    "reservedInstances": [], "partnerSupportPlans": [], "serviceSupportPlans": [], "holds": []}
    """
        .formatted(customerId, PARTNER)
        .replace("\n", " ");
  }

  private static Person person(String subject, String party, String partyId, String role) {
    return new Person(
        subject, party, partyId, role, Optional.of(subject + "@example.test"), Optional.empty());
  }
}
