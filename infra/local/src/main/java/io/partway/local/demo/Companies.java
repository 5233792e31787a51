package io.partway.local.demo;

/// The ids of the demonstration data that somebody else needs to name.
final class Companies {
  static final String SMALL = "aurora";
  static final String OTHER = "birch";
  static final String BIG = "cumulus";

  /// A customer of the small partner whom nothing blocks: the walk through the flow is with him.
  static final String FREE_CUSTOMER = "cedar-works";

  private Companies() {}
}
