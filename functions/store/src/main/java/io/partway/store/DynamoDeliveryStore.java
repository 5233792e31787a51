package io.partway.store;

import io.partway.core.notification.Delivery;
import io.partway.core.notification.DeliveryStore;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/// Which messages have gone out. An address is kept as a digest, which tells it from others and
/// keeps it out of keys; whoever can read the table finds it in the settings anyway.
final class DynamoDeliveryStore implements DeliveryStore {
  private static final int DIGEST_BYTES = 16;
  private static final Instant NEVER = Instant.EPOCH;

  private final Database database;

  @Inject
  DynamoDeliveryStore(Database database) {
    this.database = database;
  }

  @Override
  public Claim claim(Delivery delivery, Instant now, Instant stale) {
    Key key = key(delivery);
    Item item = database.read(key);
    if (item != null && item.has(Attribute.SENT_AT)) {
      return Claim.SENT;
    }
    Instant claimedAt = item == null ? null : item.optionalInstant(Attribute.CLAIMED_AT);
    if (claimedAt != null && claimedAt.isAfter(stale)) {
      return Claim.BUSY;
    }
    Write claim =
        Write.update(key)
            .set(Attribute.CLAIMED_AT, Writer.value(now))
            .set(
                Attribute.TTL,
                Writer.value(delivery.notification().forgettable().getEpochSecond()));
    claim.when("attribute_not_exists(" + claim.name(Attribute.SENT_AT) + ")");
    if (claimedAt == null) {
      claim.when("attribute_not_exists(" + claim.name(Attribute.CLAIMED_AT) + ")");
    } else {
      claim.whenEqual(Attribute.CLAIMED_AT, Writer.value(claimedAt));
    }
    return switch (database.commit(new Transaction().with("claim", claim))) {
      case Outcome.Done() -> claimedAt == null ? Claim.FIRST : Claim.REPEAT;
      // Somebody was quicker: he sends it, or has sent it.
      case Outcome.Refused _ -> Claim.BUSY;
    };
  }

  @Override
  public void sent(Delivery delivery, Instant now) {
    settle(Write.update(key(delivery)).set(Attribute.SENT_AT, Writer.value(now)));
  }

  @Override
  public void unknown(Delivery delivery, Instant claimedAt) {
    settle(held(delivery, claimedAt).set(Attribute.CLAIMED_AT, Writer.value(NEVER)));
  }

  @Override
  public void notSent(Delivery delivery, Instant claimedAt) {
    settle(held(delivery, claimedAt).remove(Attribute.CLAIMED_AT));
  }

  /// If the claim is still that one: who was taken for dead has nothing to say about the next.
  private static Write held(Delivery delivery, Instant claimedAt) {
    return Write.update(key(delivery)).whenEqual(Attribute.CLAIMED_AT, Writer.value(claimedAt));
  }

  private void settle(Write write) {
    database.commit(new Transaction().with("settled", write));
  }

  private static Key key(Delivery delivery) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(delivery.address().getBytes(StandardCharsets.UTF_8));
      return Keys.delivery(delivery, HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
