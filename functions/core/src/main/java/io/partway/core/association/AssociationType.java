package io.partway.core.association;

import io.partway.core.Word;

/// How the partner sells to the customer.
public enum AssociationType implements Word {
  /// The partner advises; the customer pays the platform.
  REFERRAL,
  /// The partner sells on; the customer pays the partner.
  RESELLER
}
