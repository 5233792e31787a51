package io.partway.store;

import io.partway.core.Word;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A stored item, or a map inside one, read strictly: what is missing or of another type than
/// [Attribute] says is a [CorruptItem], never a default.
final class Item {
  private final Key key;
  private final String path;
  private final Map<String, AttributeValue> values;

  private Item(Key key, String path, Map<String, AttributeValue> values) {
    this.key = key;
    this.path = path;
    this.values = values;
  }

  /// A whole item, its keys included.
  static Item of(Map<String, AttributeValue> values) {
    Item unknown = new Item(new Key("?", "?"), "", values);
    return new Item(new Key(unknown.text(Attribute.PK), unknown.text(Attribute.SK)), "", values);
  }

  Key key() {
    return key;
  }

  /// All of it, as stored.
  Map<String, AttributeValue> values() {
    return values;
  }

  boolean has(Attribute attribute) {
    return values.containsKey(attribute.stored());
  }

  String text(Attribute attribute) {
    return required(attribute, AttributeValue::s);
  }

  @Nullable String optionalText(Attribute attribute) {
    return has(attribute) ? text(attribute) : null;
  }

  long number(Attribute attribute) {
    return parsed(attribute, AttributeValue::n, Long::parseLong);
  }

  /// 0 where it is absent.
  long numberOrZero(Attribute attribute) {
    return has(attribute) ? number(attribute) : 0;
  }

  int count(Attribute attribute) {
    return parsed(attribute, AttributeValue::n, Integer::parseInt);
  }

  Instant instant(Attribute attribute) {
    return parsed(attribute, AttributeValue::n, n -> Instant.ofEpochMilli(Long.parseLong(n)));
  }

  @Nullable Instant optionalInstant(Attribute attribute) {
    return has(attribute) ? instant(attribute) : null;
  }

  @Nullable BigDecimal optionalDecimal(Attribute attribute) {
    return has(attribute) ? parsed(attribute, AttributeValue::s, BigDecimal::new) : null;
  }

  boolean flag(Attribute attribute) {
    return required(attribute, AttributeValue::bool);
  }

  @Nullable Boolean optionalFlag(Attribute attribute) {
    return has(attribute) ? flag(attribute) : null;
  }

  byte[] bytes(Attribute attribute) {
    return required(attribute, value -> value.b() == null ? null : value.b().asByteArray());
  }

  <E extends Enum<E> & Word> E word(Class<E> type, Attribute attribute) {
    return Word.parse(type, text(attribute)).orElseThrow(() -> corrupt(attribute.stored()));
  }

  /// A text that must satisfy the constructor of this type.
  <T> T id(Attribute attribute, Function<String, T> constructor) {
    return parsed(attribute, AttributeValue::s, constructor);
  }

  List<String> texts(Attribute attribute) {
    List<String> texts = new ArrayList<>();
    for (AttributeValue element : list(attribute)) {
      if (element.s() == null) {
        throw corrupt(attribute.stored());
      }
      texts.add(element.s());
    }
    return texts;
  }

  @Nullable Item optionalMap(Attribute attribute) {
    return optionalMap(attribute.stored());
  }

  /// The map of this name, for names that are numbered.
  @Nullable Item optionalMap(String name) {
    AttributeValue value = values.get(name);
    return value == null ? null : map(name, value);
  }

  <T> List<T> maps(Attribute attribute, Function<Item, T> reader) {
    List<T> read = new ArrayList<>();
    for (AttributeValue element : list(attribute)) {
      read.add(reader.apply(map(attribute.stored(), element)));
    }
    return read;
  }

  CorruptItem corrupt(String attribute) {
    return new CorruptItem(key, path + attribute);
  }

  private Item map(String name, AttributeValue value) {
    if (!value.hasM()) {
      throw corrupt(name);
    }
    return new Item(key, path + name + ".", value.m());
  }

  private List<AttributeValue> list(Attribute attribute) {
    return required(attribute, value -> value.hasL() ? value.l() : null);
  }

  private <T> T required(Attribute attribute, Function<AttributeValue, @Nullable T> type) {
    AttributeValue value = values.get(attribute.stored());
    T typed = value == null ? null : type.apply(value);
    if (typed == null) {
      throw corrupt(attribute.stored());
    }
    return typed;
  }

  private <T> T parsed(
      Attribute attribute,
      Function<AttributeValue, @Nullable String> type,
      Function<String, T> parser) {
    String text = required(attribute, type);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw corrupt(attribute.stored());
    }
  }
}
