package io.partway.local.demo;

import io.partway.local.identity.Person;
import java.util.List;
import java.util.Optional;

/// A ready-made person of the demonstration data.
///
/// @param title what he is, for a reader
public record Cast(String title, Person person) {
  static final Cast PARTNER_ADMIN =
      of("partner admin", "ana.aurora", "partner", Companies.SMALL, "admin", "11");
  static final Cast ACCOUNT_MANAGER =
      of(
          "partner account manager",
          "marc.aurora",
          "partner",
          Companies.SMALL,
          "account_manager",
          "12");
  static final Cast VIEWER =
      of("partner viewer", "vera.aurora", "partner", Companies.SMALL, "viewer", "13");
  static final Cast CUSTOMER_ADMIN =
      of("customer admin", "cem.cedar", "customer", Companies.FREE_CUSTOMER, "admin", "14");
  static final Cast BIG_PARTNER_ADMIN =
      of(
          "admin of the partner with 10,000 customers",
          "carla.cumulus",
          "partner",
          Companies.BIG,
          "admin",
          "15");
  static final Cast OPERATOR =
      of("support desk", "otto.operator", "operator", "platform", "admin", "16");
  static final Cast SECOND_OPERATOR =
      of(
          "support desk, who confirms what Otto grants",
          "olga.operator",
          "operator",
          "platform",
          "admin",
          "17");

  /// All of them, those whom the walk through the flow needs first.
  public static List<Cast> all() {
    return List.of(
        PARTNER_ADMIN,
        CUSTOMER_ADMIN,
        ACCOUNT_MANAGER,
        VIEWER,
        BIG_PARTNER_ADMIN,
        OPERATOR,
        SECOND_OPERATOR);
  }

  private static Cast of(
      String title, String subject, String party, String partyId, String role, String lastDigits) {
    return new Cast(
        title,
        new Person(
            subject,
            party,
            partyId,
            role,
            Optional.of(subject + "@example.test"),
            Optional.of("+49155501000" + lastDigits)));
  }
}
