package io.partway.local.system;

/// Lines of an import.
final class Lines {
  private Lines() {}

  /// A customer about whom everything has been reported, and whom nothing blocks.
  static String clear(String customerId, String partnerId, int version, String associatedAt) {
    return customer(customerId, partnerId, version, associatedAt, false);
  }

  /// The same one, frozen by hand.
  static String frozen(String customerId, String partnerId, int version, String associatedAt) {
    return customer(customerId, partnerId, version, associatedAt, true);
  }

  private static String customer(
      String customerId, String partnerId, int version, String associatedAt, boolean frozen) {
    return """
    {"customerId": "%s", "partnerId": "%s", "partnerName": "Aurora", "version": %d, "name": "Zoë Bäckerei",
    "account": "zoe", "mobile": "13912345678", "managerId": "m", "manager": "Marc", "tags": ["vip"],
    "associationType": "reseller", "associatedAt": "%s", "autoFrozen": false, "expenditure": "12.50",
    "currency": "EUR", "budgetUsage": 40, "resourcesExpireAt": null, "enterpriseMaster": false, "members": [],
    "manuallyFrozen": %s, "reservedInstances": [], "partnerSupportPlans": [], "serviceSupportPlans": [], "holds": []}
    """
            .formatted(customerId, partnerId, version, associatedAt, frozen)
            .replace("\n", " ")
            .replace("\"resourcesExpireAt\": null, ", "")
        + "\n";
  }
}
