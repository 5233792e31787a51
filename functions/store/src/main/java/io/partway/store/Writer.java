package io.partway.store;

import io.partway.core.Word;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Builds an item, or a map inside one. Null values are left out.
final class Writer {
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  /// A whole item.
  static Writer of(Key key) {
    Writer writer = new Writer();
    writer.values.putAll(key.attributes());
    return writer;
  }

  static AttributeValue value(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue value(Word word) {
    return AttributeValue.fromS(word.word());
  }

  static AttributeValue value(Instant instant) {
    return value(instant.toEpochMilli());
  }

  static AttributeValue value(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  static AttributeValue value(boolean flag) {
    return AttributeValue.fromBool(flag);
  }

  Writer text(Attribute attribute, @Nullable String text) {
    return put(attribute, text == null ? null : value(text));
  }

  Writer word(Attribute attribute, @Nullable Word word) {
    return put(attribute, word == null ? null : value(word));
  }

  Writer instant(Attribute attribute, @Nullable Instant instant) {
    return put(attribute, instant == null ? null : value(instant));
  }

  Writer number(Attribute attribute, long number) {
    return put(attribute, value(number));
  }

  Writer decimal(Attribute attribute, @Nullable BigDecimal decimal) {
    return put(attribute, decimal == null ? null : value(decimal.toString()));
  }

  Writer flag(Attribute attribute, @Nullable Boolean flag) {
    return put(attribute, flag == null ? null : value(flag.booleanValue()));
  }

  Writer bytes(Attribute attribute, byte[] bytes) {
    return put(attribute, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
  }

  Writer texts(Attribute attribute, List<String> texts) {
    return put(attribute, AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList()));
  }

  <T> Writer maps(Attribute attribute, List<T> elements, BiConsumer<Writer, T> writer) {
    return put(attribute, list(elements, writer));
  }

  Writer map(Attribute attribute, @Nullable Writer map) {
    return put(attribute, map == null ? null : map.asMap());
  }

  /// The list of maps that these elements are written as.
  static <T> AttributeValue list(List<T> elements, BiConsumer<Writer, T> writer) {
    List<AttributeValue> maps = new ArrayList<>();
    for (T element : elements) {
      Writer map = new Writer();
      writer.accept(map, element);
      maps.add(map.asMap());
    }
    return AttributeValue.fromL(maps);
  }

  /// What was written, as a map inside another item.
  AttributeValue asMap() {
    return AttributeValue.fromM(values);
  }

  /// What was written.
  Map<String, AttributeValue> item() {
    return values;
  }

  private Writer put(Attribute attribute, @Nullable AttributeValue value) {
    if (value != null) {
      values.put(attribute.stored(), value);
    }
    return this;
  }
}
