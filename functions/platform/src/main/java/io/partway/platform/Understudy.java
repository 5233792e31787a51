package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.partway.core.rehearsal.Cast;
import io.partway.core.rehearsal.Rehearsal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Plays AWS in a rehearsal that nothing gets out of, as far as the functions' lines go. As the
/// table it remembers what BatchWriteItem puts, until the rehearsal's end, and nothing else: the
/// functions' own writes succeed and are forgotten, so that every round meets the same. It judges
/// no condition, and of a query the equalities and the prefix of its key alone; what that finds is
/// in the order in which it was put, or the other way round.
final class Understudy {
  private static final String TABLE = "DynamoDB_20120810.";
  private static final Pattern EQUAL = Pattern.compile("(#\\w+) = (:\\w+)");
  private static final Pattern PREFIX = Pattern.compile("begins_with\\((#\\w+), (:\\w+)\\)");

  /// For SNS, whose answers are XML.
  private static final String PUBLISHED = "<MessageId>rehearsal</MessageId>";

  private final JsonType<Object> json = Jsonb.builder().build().type(Object.class);

  /// An answer to this request, which goes nowhere.
  ExecutableHttpRequest play(HttpExecuteRequest request) {
    byte[] answer = answer(request.httpRequest(), body(request)).getBytes(UTF_8);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                    .putHeader("Content-Length", Integer.toString(answer.length))
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {
        // There is nothing under way.
      }
    };
  }

  private String answer(SdkHttpRequest request, String body) {
    String target = request.firstMatchingHeader("X-Amz-Target").orElse("");
    if (target.startsWith(TABLE)) {
      Map<?, ?> members = map(json.fromJson(body));
      return json.toJson(
          switch (target.substring(TABLE.length())) {
            case "BatchWriteItem" -> put(members);
            case "BatchGetItem" -> found(members);
            case "Query" -> queried(members);
            case "TransactWriteItems" -> Map.of();
            default -> throw new IllegalStateException(target + " is not rehearsed");
          });
    }
    return switch (target) {
      case "secretsmanager.GetSecretValue" -> json.toJson(Map.of("SecretString", Cast.SECRET));
      case "AmazonSQS.GetQueueAttributes" ->
          json.toJson(
              Map.of(
                  "Attributes",
                  Map.of(
                      "ApproximateNumberOfMessages",
                      "0",
                      "ApproximateNumberOfMessagesNotVisible",
                      "0")));
      case "" ->
          request.encodedPath().endsWith("/outbound-emails")
              ? json.toJson(Map.of("MessageId", "rehearsal"))
              : PUBLISHED;
      default -> throw new IllegalStateException(target + " is not rehearsed");
    };
  }

  private static Map<?, ?> put(Map<?, ?> members) {
    for (Object writes : map(members.get("RequestItems")).values()) {
      for (Object write : list(writes)) {
        Rehearsal.props().add(map(map(map(write).get("PutRequest")).get("Item")));
      }
    }
    return Map.of("UnprocessedItems", Map.of());
  }

  private static Map<?, ?> found(Map<?, ?> members) {
    Map<String, Object> responses = new LinkedHashMap<>();
    map(members.get("RequestItems"))
        .forEach((table, wanted) -> {
          List<Object> items = new ArrayList<>();
          for (Object key : list(map(wanted).get("Keys"))) {
            items.addAll(having(map(key)));
          }
          responses.put(String.valueOf(table), items);
        });
    return Map.of("Responses", responses, "UnprocessedKeys", Map.of());
  }

  private static Map<?, ?> queried(Map<?, ?> members) {
    Map<?, ?> names = map(members.get("ExpressionAttributeNames"));
    Map<?, ?> values = map(members.get("ExpressionAttributeValues"));
    String condition = String.valueOf(members.get("KeyConditionExpression"));
    Map<Object, Object> wanted = new HashMap<>();
    EQUAL
        .matcher(condition)
        .results()
        .forEach(equal -> wanted.put(names.get(equal.group(1)), values.get(equal.group(2))));
    List<Object> items = new ArrayList<>(having(wanted));
    for (MatchResult prefix : PREFIX.matcher(condition).results().toList()) {
      String start = text(values.get(prefix.group(2)));
      items.removeIf(item -> !text(map(item).get(names.get(prefix.group(1)))).startsWith(start));
    }
    if (Boolean.FALSE.equals(members.get("ScanIndexForward"))) {
      Collections.reverse(items);
    }
    return Map.of("Items", items, "Count", items.size(), "ScannedCount", items.size());
  }

  /// What was put that has all of these attributes.
  private static List<Object> having(Map<?, ?> attributes) {
    return Rehearsal.props().stream()
        .filter(item -> map(item).entrySet().containsAll(attributes.entrySet()))
        .toList();
  }

  private static String text(@Nullable Object attribute) {
    return String.valueOf(map(attribute).get("S"));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalStateException("a request that is none");
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalStateException("a request that is none");
  }

  private static String body(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(provider -> {
          try (InputStream content = provider.newStream()) {
            return new String(content.readAllBytes(), UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .orElse("");
  }
}
