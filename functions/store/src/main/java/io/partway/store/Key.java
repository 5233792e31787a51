package io.partway.store;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The primary key of an item; made by [Keys]. It holds ids only, so that it may stand in messages.
record Key(String pk, String sk) {
  /// As requests want it.
  Map<String, AttributeValue> attributes() {
    return Map.of(
        Attribute.PK.stored(), AttributeValue.fromS(pk),
        Attribute.SK.stored(), AttributeValue.fromS(sk));
  }
}
