package io.partway.searchcustomers;

import io.avaje.jsonb.Json;
import io.partway.core.Mask;
import io.partway.core.association.Association;
import io.partway.core.association.Profile;
import io.partway.core.party.Party;
import io.partway.core.search.SearchCustomers.Customer;
import io.partway.core.search.Spend;
import io.partway.gateway.view.ActionView;
import io.partway.gateway.view.PendingRequestView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A customer in a list; name, account and mobile masked.
///
/// @param managerId the account manager's `sub`
/// @param expenditure month to date, a decimal of at most two places
/// @param budgetUsage percent
@Json
record CustomerView(
    String customerId,
    @Nullable String name,
    @Nullable String account,
    @Nullable String mobile,
    String associationType,
    Instant associatedAt,
    @Nullable String managerId,
    @Nullable String manager,
    List<String> tags,
    @Nullable Boolean autoFrozen,
    @Nullable String expenditure,
    @Nullable String currency,
    @Nullable BigDecimal budgetUsage,
    @Nullable Instant resourcesExpireAt,
    @Nullable PendingRequestView pendingRequest,
    Map<String, ActionView> allowedActions) {
  /// As his partner's member sees him at this instant.
  static CustomerView of(Customer customer, Instant now) {
    Association association = customer.row().association();
    Profile profile = association.profile();
    Spend spend = customer.row().spend();
    return new CustomerView(
        association.pair().customer().value(),
        Mask.text(profile.name()),
        Mask.text(profile.account()),
        Mask.mobile(profile.mobile()),
        association.type().word(),
        association.since(),
        profile.managerId(),
        profile.manager(),
        profile.tags(),
        association.autoFrozen(),
        spend.expenditure() == null ? null : spend.expenditure().toPlainString(),
        spend.currency(),
        spend.budgetUsage() == null ? null : new BigDecimal(spend.budgetUsage().toPlainString()),
        spend.resourcesExpireAt(),
        PendingRequestView.of(association, Party.PARTNER, now),
        ActionView.of(customer.actions()));
  }
}
