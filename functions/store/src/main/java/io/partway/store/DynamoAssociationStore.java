package io.partway.store;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationStore;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Associations, for showing them.
final class DynamoAssociationStore implements AssociationStore {
  private final Database database;

  @Inject
  DynamoAssociationStore(Database database) {
    this.database = database;
  }

  @Override
  public Map<Pair, Association> associations(Set<Pair> pairs) {
    return associations(database, pairs, Database.Reading.EVENTUAL);
  }

  /// Those of these pairs that are known.
  static Map<Pair, Association> associations(
      Database database, Set<Pair> pairs, Database.Reading reading) {
    Map<Pair, Association> associations = new LinkedHashMap<>();
    for (Item item :
        database.read(pairs.stream().map(Keys::association).toList(), reading).values()) {
      Association association = AssociationItem.read(item);
      associations.put(association.pair(), association);
    }
    return associations;
  }

  /// Whether this customer has, or has had, an association; strongly consistent.
  static boolean any(Database database, CustomerId customer) {
    return database.query(q -> ofCustomer(q, customer).consistentRead(true).limit(1)).count() > 0;
  }

  private static QueryRequest.Builder ofCustomer(QueryRequest.Builder query, CustomerId customer) {
    return query
        .keyConditionExpression("#pk = :customer AND begins_with(#sk, :prefix)")
        .expressionAttributeNames(
            Map.of("#pk", Attribute.PK.stored(), "#sk", Attribute.SK.stored()))
        .expressionAttributeValues(
            Map.of(
                ":customer", Writer.value(Keys.customer(customer)),
                ":prefix", Writer.value(Keys.ASSOCIATION_PREFIX)));
  }

  @Override
  public Slice ofCustomer(CustomerId customer, @Nullable String after, int limit) {
    QueryResponse page =
        database.query(q ->
            ofCustomer(q, customer)
                .exclusiveStartKey(
                    after == null
                        ? null
                        : Keys.association(new Pair(customer, new PartnerId(after))).attributes())
                // One more than asked for tells whether there is a next page.
                .limit(limit + 1));
    List<Association> found =
        page.items().stream().map(Item::of).map(AssociationItem::read).toList();
    List<Association> shown = found.subList(0, Math.min(limit, found.size()));
    boolean more = found.size() > limit || !page.lastEvaluatedKey().isEmpty();
    return new Slice(List.copyOf(shown), more ? shown.getLast().pair().partner().value() : null);
  }
}
