package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.partway.core.Limit;
import io.partway.core.message.AddressForm;
import io.partway.core.party.Ids;
import io.partway.core.party.Party;
import io.partway.core.party.Principal;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Principal.Operator;
import io.partway.core.party.Role;
import io.partway.core.verification.Addresses;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells who calls from the claims of the token that API Gateway has verified; nothing else says
/// so.
public final class Principals {
  private Principals() {}

  /// What the claims come to.
  sealed interface Caller {
    record Known(Principal principal) implements Caller {}

    /// No token was verified, or it names nobody.
    record Nobody() implements Caller {}

    /// Party or role is none that there is.
    record Stranger() implements Caller {}
  }

  static Caller of(APIGatewayV2HTTPEvent event) {
    Map<String, String> claims = claims(event.getRequestContext());
    return claims == null ? new Caller.Nobody() : of(claims.get("sub"), claims);
  }

  /// Whether claims come to somebody whom the API knows: what issues them asks what reads them.
  ///
  /// @param subject claim `sub`
  /// @param claims the others
  public static boolean names(@Nullable String subject, Map<String, String> claims) {
    return of(subject, claims) instanceof Caller.Known;
  }

  private static Caller of(@Nullable String subject, Map<String, String> claims) {
    if (subject == null
        || subject.isBlank()
        || subject.length() > Limit.SUBJECT_CHARACTERS.standard()) {
      return new Caller.Nobody();
    }
    Optional<Role> role = role(claims.get("role"));
    String party = claims.get("party");
    if (role.isEmpty() || party == null) {
      return new Caller.Stranger();
    }
    return switch (party) {
      case "partner" -> member(subject, Party.PARTNER, claims.get("party_id"), role.get());
      case "customer" -> member(subject, Party.CUSTOMER, claims.get("party_id"), role.get());
      case "operator" -> new Caller.Known(new Operator(subject, role.get()));
      default -> new Caller.Stranger();
    };
  }

  /// The addresses of the claims, without those that cannot be any, or of which the identity
  /// provider does not say that it has verified them.
  static Addresses addresses(APIGatewayV2HTTPEvent event) {
    Map<String, String> claims = claims(event.getRequestContext());
    if (claims == null) {
      return new Addresses(null, null);
    }
    String email = verified(claims, "email");
    String phoneNumber = verified(claims, "phone_number");
    String digits = phoneNumber == null ? null : phoneNumber.replaceAll("[\\s().-]", "");
    return new Addresses(
        email != null && AddressForm.email(email) ? email : null,
        digits != null && AddressForm.phoneNumber(digits) ? digits : null);
  }

  /// Nothing but `true` counts: many providers let their users write an address that nobody has
  /// verified, and say so by leaving the claim out.
  private static @Nullable String verified(Map<String, String> claims, String claim) {
    return "true".equals(claims.get(claim + "_verified")) ? claims.get(claim) : null;
  }

  /// A role as tokens and answers spell it: `account_manager`.
  public static String word(Role role) {
    return switch (role) {
      case ADMIN -> "admin";
      case ACCOUNT_MANAGER -> "account_manager";
      case VIEWER -> "viewer";
    };
  }

  private static Caller member(String subject, Party party, @Nullable String partyId, Role role) {
    return partyId == null || !Ids.wellFormed(partyId)
        ? new Caller.Stranger()
        : new Caller.Known(new Member(subject, party, partyId, role));
  }

  private static Optional<Role> role(@Nullable String claim) {
    for (Role role : Role.values()) {
      if (word(role).equals(claim)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static @Nullable Map<String, String> claims(@Nullable RequestContext context) {
    RequestContext.Authorizer authorizer = context == null ? null : context.getAuthorizer();
    RequestContext.Authorizer.JWT jwt = authorizer == null ? null : authorizer.getJwt();
    return jwt == null ? null : jwt.getClaims();
  }
}
