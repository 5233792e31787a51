package io.partway.core.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One transition of a pair, as a link of that pair's chain. It lies in the record that it belongs
/// to. Digests, MACs and seals are Base64url without padding.
///
/// @param sequence counts the transitions of the pair from 1
/// @param at when it happened; an expiry is dated by its deadline, so that the instants of a chain
///   need not grow
/// @param recordId the record, for a request the request id
/// @param actor null for what happens by itself or is reported upstream, as `digests` is
/// @param acknowledged null where nothing had to be
/// @param content keyed digest of the whole record as of this entry
/// @param keyId which value of the secret made the MACs
/// @param mac over all of the above, the pair, and the MAC of the entry before
/// @param person the sealed [Person]; null where there is none, or it has been erased, which leaves
///   the chain valid
public record HistoryEntry(
    long sequence,
    Instant at,
    String recordId,
    Transition action,
    @Nullable Actor actor,
    @Nullable Digests digests,
    State before,
    State after,
    @Nullable Acknowledgement acknowledged,
    String content,
    String keyId,
    String mac,
    @Nullable String person) {
  /// Where the chain ends with this entry.
  public Head head() {
    return new Head(sequence, mac);
  }

  /// The same with the person erased.
  public HistoryEntry erased() {
    return with(mac, null);
  }

  HistoryEntry with(String mac, @Nullable String person) {
    return new HistoryEntry(
        sequence,
        at,
        recordId,
        action,
        actor,
        digests,
        before,
        after,
        acknowledged,
        content,
        keyId,
        mac,
        person);
  }
}
