package io.partway.ingestfacts;

import io.partway.core.Word;

/// A stream of facts; each has versions of its own.
enum Stream implements Word {
  ASSOCIATION,
  ACCOUNT,
  BILLING,
  SPEND
}
