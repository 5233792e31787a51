package io.partway.store;

import io.partway.core.party.Party;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads one run of `byPartner` or `byCustomer`: the items of one party, kind and status, by `at`
/// and `id`.
///
/// @param party whose index
/// @param keyOf where in the table the item of a point lies
/// @param range of `at`; not empty
/// @param filters values that attributes must have; what they leave out is read and paid for, but
///   not sent
record IndexQuery(
    Party party,
    String partyId,
    String kind,
    String status,
    boolean ascending,
    Function<IndexPoint, Key> keyOf,
    IndexRange range,
    Map<Attribute, AttributeValue> filters) {
  /// Asks for the next items.
  ///
  /// @param after excluded; null for the start
  /// @param most items to look at; 0 for as many as DynamoDB reads at once, 1 MB
  void ask(QueryRequest.Builder request, @Nullable IndexPoint after, int most) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    String filter = conditions(filters, names, values);
    request
        .indexName(index())
        .keyConditionExpression(
            conditions(hash(), names, values) + " AND #at BETWEEN :from AND :to")
        .filterExpression(filter.isEmpty() ? null : filter)
        .scanIndexForward(ascending)
        .exclusiveStartKey(after == null ? null : startKey(after))
        .limit(most == 0 ? null : most);
    names.put("#at", Attribute.AT.stored());
    values.put(":from", Writer.value(range.from()));
    values.put(":to", Writer.value(range.to()));
    request.expressionAttributeNames(names).expressionAttributeValues(values);
  }

  /// The point that an item, or a LastEvaluatedKey, stands at.
  static IndexPoint pointOf(Map<String, AttributeValue> values) {
    Item item = Item.of(values);
    return new IndexPoint(
        item.number(Attribute.AT), item.text(Attribute.ID), Keys.customerOf(item.key()));
  }

  private String index() {
    return switch (party) {
      case PARTNER -> Tables.BY_PARTNER;
      case CUSTOMER -> Tables.BY_CUSTOMER;
    };
  }

  private Map<Attribute, AttributeValue> hash() {
    Attribute owner =
        switch (party) {
          case PARTNER -> Attribute.PARTNER_ID;
          case CUSTOMER -> Attribute.CUSTOMER_ID;
        };
    return Map.of(
        owner,
        Writer.value(partyId),
        Attribute.KIND,
        Writer.value(kind),
        Attribute.STATUS,
        Writer.value(status));
  }

  /// DynamoDB goes on after this key whether or not an item has it, which is why one point of a
  /// merged list serves all of its runs.
  private Map<String, AttributeValue> startKey(IndexPoint after) {
    Map<String, AttributeValue> start = new HashMap<>(keyOf.apply(after).attributes());
    hash().forEach((attribute, value) -> start.put(attribute.stored(), value));
    start.put(Attribute.AT.stored(), Writer.value(after.at()));
    start.put(Attribute.ID.stored(), Writer.value(after.id()));
    return start;
  }

  private static String conditions(
      Map<Attribute, AttributeValue> wanted,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    wanted.forEach((attribute, value) -> {
      names.put("#" + attribute.stored(), attribute.stored());
      values.put(":" + attribute.stored(), value);
    });
    return wanted.keySet().stream()
        .map(attribute -> "#" + attribute.stored() + " = :" + attribute.stored())
        .collect(Collectors.joining(" AND "));
  }
}
