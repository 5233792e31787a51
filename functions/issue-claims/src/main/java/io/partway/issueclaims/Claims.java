package io.partway.issueclaims;

import io.partway.gateway.Principals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the attributes of a user come to. Who somebody acts for stands in attributes that only
/// administrators write; half of an answer, or one that no function would understand, is none.
final class Claims {
  private static final List<String> WHO = List.of("party", "party_id", "role");
  private static final List<String> ADDRESSES = List.of("email", "phone_number");

  private Claims() {}

  /// @param attributes as the user pool keeps them; those of ours begin with `custom:`
  /// @return claims by name; none where it is not clear who the user acts for
  static Map<String, String> of(Map<String, String> attributes) {
    Map<String, String> claims = new LinkedHashMap<>();
    for (String name : WHO) {
      String value = attributes.get("custom:" + name);
      if (value != null) {
        claims.put(name, value);
      }
    }
    if (!Principals.names(attributes.get("sub"), claims)) {
      return Map.of();
    }
    for (String name : ADDRESSES) {
      String value = attributes.get(name);
      if (value != null && "true".equals(attributes.get(name + "_verified"))) {
        claims.put(name, value);
        claims.put(name + "_verified", "true");
      }
    }
    return claims;
  }
}
