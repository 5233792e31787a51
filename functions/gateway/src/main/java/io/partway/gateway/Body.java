package io.partway.gateway;

import io.partway.gateway.JsonValue.Arr;
import io.partway.gateway.JsonValue.Bool;
import io.partway.gateway.JsonValue.Num;
import io.partway.gateway.JsonValue.Obj;
import io.partway.gateway.JsonValue.Str;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A body of the expected shape.
public final class Body {
  private final Map<String, JsonValue> members;

  Body(JsonValue.Obj value) {
    this.members = value.members();
  }

  /// What reading a body comes to.
  public sealed interface Reading {
    record Good(Body body) implements Reading {}

    /// @param problem 415, 413 or 400
    record Refused(Problem problem) implements Reading {}
  }

  /// A text as it was sent; null where it is null or left out.
  public @Nullable String text(String name) {
    return members.get(name) instanceof Str(var text) ? text : null;
  }

  /// Texts as they were sent; null where the list is null or left out.
  public @Nullable List<@Nullable String> texts(String name) {
    if (!(members.get(name) instanceof Arr(var items))) {
      return null;
    }
    List<@Nullable String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item instanceof Str(var text) ? text : null));
    return texts;
  }

  /// A flag as it was sent; null where it is null or left out.
  public @Nullable Boolean flag(String name) {
    return members.get(name) instanceof Bool(var flag) ? flag : null;
  }

  /// A whole number, see [JsonValue.Num#whole()]; null where it is null or left out.
  public @Nullable Long whole(String name) {
    return members.get(name) instanceof Num number ? number.whole().orElseThrow() : null;
  }

  /// An object as it was sent; null where it is null or left out.
  public @Nullable Body object(String name) {
    return members.get(name) instanceof Obj object ? new Body(object) : null;
  }

  /// Objects as they were sent; null where the list is null or left out.
  public @Nullable List<Body> objects(String name) {
    return members.get(name) instanceof Arr(var items)
        ? items.stream().map(Obj.class::cast).map(Body::new).toList()
        : null;
  }

  /// Lower-case hex SHA-256 of what the body says, without this member. It tells the same JSON
  /// value from another: order, white space and spelling of its members do not count.
  public String hashWithout(String name) {
    Map<String, JsonValue> hashed = new LinkedHashMap<>(members);
    hashed.remove(name);
    return hash(hashed);
  }

  /// The same of all that it says.
  public String hash() {
    return hash(members);
  }

  private static String hash(Map<String, JsonValue> hashed) {
    byte[] canonical = new JsonValue.Obj(hashed).canonical().getBytes(StandardCharsets.US_ASCII);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
