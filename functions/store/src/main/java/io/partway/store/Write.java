package io.partway.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What a transaction does to one item, and the conditions under which it may; all of them must
/// hold. Names and values stand in expressions by placeholder only.
final class Write {
  private enum Operation {
    PUT,
    UPDATE,
    DELETE,
    CHECK
  }

  private final Operation operation;
  private final Map<String, AttributeValue> subject;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();
  private final List<String> assignments = new ArrayList<>();
  private final List<String> removals = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();

  private Write(Operation operation, Map<String, AttributeValue> subject) {
    this.operation = operation;
    this.subject = subject;
  }

  /// Puts a whole item.
  static Write put(Map<String, AttributeValue> item) {
    return new Write(Operation.PUT, item);
  }

  /// Changes some attributes of an item, or makes one of them alone.
  static Write update(Key key) {
    return new Write(Operation.UPDATE, key.attributes());
  }

  /// Deletes an item.
  static Write delete(Key key) {
    return new Write(Operation.DELETE, key.attributes());
  }

  /// Only holds the transaction to the conditions.
  static Write check(Key key) {
    return new Write(Operation.CHECK, key.attributes());
  }

  /// Changes what differs between two versions of an item and leaves alone what neither knows.
  static Write change(
      Key key, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    Write write = update(key);
    after.forEach((name, value) -> {
      if (!value.equals(before.get(name))) {
        write.assign(write.name(name), write.value(value));
      }
    });
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> write.removals.add(write.name(name)));
    return write;
  }

  /// The placeholder of an attribute's name.
  String name(Attribute attribute) {
    return name(attribute.stored());
  }

  /// The placeholder of a name that is numbered.
  String name(String stored) {
    String placeholder = "#" + stored;
    names.put(placeholder, stored);
    return placeholder;
  }

  /// The placeholder of a value.
  String value(AttributeValue value) {
    for (Map.Entry<String, AttributeValue> known : values.entrySet()) {
      if (known.getValue().equals(value)) {
        return known.getKey();
      }
    }
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  /// @param target and `expression` made of placeholders
  Write assign(String target, String expression) {
    assignments.add(target + " = " + expression);
    return this;
  }

  Write set(Attribute attribute, AttributeValue value) {
    return assign(name(attribute), value(value));
  }

  /// Adds to a number, which counts as 0 where it is absent.
  Write add(Attribute attribute, long number) {
    String target = name(attribute);
    return assign(
        target,
        "if_not_exists("
            + target
            + ", "
            + value(Writer.value(0))
            + ") + "
            + value(Writer.value(number)));
  }

  Write remove(Attribute... attributes) {
    for (Attribute attribute : attributes) {
      removals.add(name(attribute));
    }
    return this;
  }

  /// @param path made of placeholders, into a list say
  Write removePath(String path) {
    removals.add(path);
    return this;
  }

  /// @param condition made of placeholders
  Write when(String condition) {
    conditions.add("(" + condition + ")");
    return this;
  }

  /// There is no such item yet.
  Write whenNew() {
    return when("attribute_not_exists(" + name(Attribute.PK) + ")");
  }

  Write whenEqual(Attribute attribute, AttributeValue value) {
    return when(name(attribute) + " = " + value(value));
  }

  Write whenAfter(Attribute attribute, Instant instant) {
    return when(name(attribute) + " > " + value(Writer.value(instant)));
  }

  /// The attribute is absent or not after this instant.
  Write whenPassed(Attribute attribute, Instant instant) {
    String name = name(attribute);
    return when(
        "attribute_not_exists(" + name + ") OR " + name + " <= " + value(Writer.value(instant)));
  }

  /// As the request wants it; a failing condition is to be reported with the item as it was.
  TransactWriteItem item(String table) {
    String condition = conditions.isEmpty() ? null : String.join(" AND ", conditions);
    Map<String, String> usedNames = names.isEmpty() ? null : names;
    Map<String, AttributeValue> usedValues = values.isEmpty() ? null : values;
    ReturnValuesOnConditionCheckFailure old = ReturnValuesOnConditionCheckFailure.ALL_OLD;
    return switch (operation) {
      case PUT ->
          TransactWriteItem.builder()
              .put(p ->
                  p.tableName(table)
                      .item(subject)
                      .conditionExpression(condition)
                      .expressionAttributeNames(usedNames)
                      .expressionAttributeValues(usedValues)
                      .returnValuesOnConditionCheckFailure(old))
              .build();
      case UPDATE ->
          TransactWriteItem.builder()
              .update(u ->
                  u.tableName(table)
                      .key(subject)
                      .updateExpression(updateExpression())
                      .conditionExpression(condition)
                      .expressionAttributeNames(usedNames)
                      .expressionAttributeValues(usedValues)
                      .returnValuesOnConditionCheckFailure(old))
              .build();
      case DELETE ->
          TransactWriteItem.builder()
              .delete(d ->
                  d.tableName(table)
                      .key(subject)
                      .conditionExpression(condition)
                      .expressionAttributeNames(usedNames)
                      .expressionAttributeValues(usedValues)
                      .returnValuesOnConditionCheckFailure(old))
              .build();
      case CHECK ->
          TransactWriteItem.builder()
              .conditionCheck(c ->
                  c.tableName(table)
                      .key(subject)
                      .conditionExpression(condition)
                      .expressionAttributeNames(usedNames)
                      .expressionAttributeValues(usedValues)
                      .returnValuesOnConditionCheckFailure(old))
              .build();
    };
  }

  private String updateExpression() {
    return List.of(clause("SET ", assignments), clause("REMOVE ", removals)).stream()
        .filter(clause -> !clause.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String clause(String keyword, List<String> parts) {
    return parts.isEmpty() ? "" : keyword + String.join(", ", parts);
  }

  @Override
  public String toString() {
    return "Write[" + operation + " when " + conditions + "]";
  }
}
