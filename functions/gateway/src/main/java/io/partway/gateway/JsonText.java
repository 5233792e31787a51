package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Jsonb;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns events into objects and answers into text, by adapters made at compile time: reflection
/// would cost a fifth of a second of every cold start. A member without a value is written as null,
/// an instant with exactly three digits.
@Singleton
final class JsonText {
  private final Jsonb jsonb;

  @Inject
  JsonText() {
    jsonb =
        Jsonb.builder()
            .serializeNulls(true)
            .serializeEmpty(true)
            .add(Instant.class, new InstantAdapter().nullSafe())
            .add(String.class, new StringAdapter().nullSafe())
            .build();
  }

  /// Reads the event of an HTTP call, however large its body is.
  APIGatewayV2HTTPEvent event(InputStream in) {
    try {
      return jsonb.type(APIGatewayV2HTTPEvent.class).fromJson(LongStrings.cut(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a record, or a map of them, as it goes into an answer's body or a log.
  String text(Object value) {
    return jsonb.toJson(value);
  }

  /// Writes the answer to an HTTP call.
  void write(ProxyAnswer answer, OutputStream out) {
    jsonb.type(ProxyAnswer.class).toJson(answer, out);
  }

  /// Writes a map's entries in their order.
  String text(Map<String, @Nullable Object> members) {
    return jsonb.toJson(members);
  }

  private static final class InstantAdapter implements JsonAdapter<Instant> {
    private static final DateTimeFormatter MILLIS =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public void toJson(JsonWriter writer, Instant value) {
      writer.value(MILLIS.format(value));
    }

    @Override
    public Instant fromJson(JsonReader reader) {
      return Instant.parse(reader.readString());
    }
  }

  /// A lone surrogate has no form in UTF-8: it is written as the replacement character.
  private static final class StringAdapter implements JsonAdapter<String> {
    @Override
    public void toJson(JsonWriter writer, String value) {
      writer.value(Unicode.wellFormed(value));
    }

    @Override
    public String fromJson(JsonReader reader) {
      return reader.readString();
    }
  }
}
