package io.partway.store;

import io.partway.core.Limit;
import io.partway.core.Ticker;

/// How long one search or list may go on reading. It is asked between two reads, so that an answer
/// may take as much longer as its last read does.
final class Budget {
  private final Ticker ticker;
  private final long end;

  private Budget(Ticker ticker, long end) {
    this.ticker = ticker;
    this.end = end;
  }

  /// Begins now.
  static Budget start(Ticker ticker) {
    return new Budget(ticker, ticker.nanos() + Limit.SEARCH_MILLIS.standard() * 1_000_000L);
  }

  boolean spent() {
    return ticker.nanos() - end >= 0;
  }
}
