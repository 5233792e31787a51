package io.partway.testkit.function;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partway.core.event.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The schemas of the events that are told, those in `infra/events`.
public final class EventSchemas {
  private static final Path FOLDER = Path.of("../../infra/events");
  private static final String BASE = "https://partway.example/events/";

  private final SchemaRegistry schemas;

  public EventSchemas() {
    Map<String, String> all =
        files().collect(Collectors.toMap(file -> BASE + file.getFileName(), EventSchemas::text));
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(all));
  }

  /// The types that have a schema.
  public static List<String> types() {
    return files()
        .map(file -> file.getFileName().toString().replace(".json", ""))
        .filter(name -> !name.equals("common"))
        .toList();
  }

  /// What is wrong with an event's detail.
  public List<String> faults(EventType type, String detail) {
    return schemas
        .getSchema(SchemaLocation.of(BASE + type.text() + ".json"))
        .validate(detail, InputFormat.JSON)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static Stream<Path> files() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
