package io.partway.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The primary key of an item; made by [Keys]. It holds ids only, so that it may stand in messages.
record Key(String pk, String sk) {
  /// As requests want it.
  Map<String, AttributeValue> attributes() {
    return Map.of(
        Attribute.PK.stored(), AttributeValue.fromS(pk),
        Attribute.SK.stored(), AttributeValue.fromS(sk));
  }

  // Written out, as is hashCode: what a record is given instead the JVM puts together when it is
  // first called, and keys are looked up in every cold start's first call.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key key && pk.equals(key.pk) && sk.equals(key.sk);
  }

  @Override
  public int hashCode() {
    return 31 * pk.hashCode() + sk.hashCode();
  }
}
