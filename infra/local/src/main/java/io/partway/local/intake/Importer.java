package io.partway.local.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.core.ingest.ImportFile;
import io.partway.core.ingest.IntakeObjects;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes in a file of customers just as the deployed system does: the file goes where the bucket
/// is, and the function hears of it by an S3 event, again and again until it has come to the end.
public final class Importer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FAILURES_IN_A_ROW = 3;

  private final Bucket bucket;
  private final Functions functions;
  private final String function;
  private final InstantSource clock;

  /// @param function the logical id of the function that takes in facts
  public Importer(Bucket bucket, Functions functions, String function, InstantSource clock) {
    this.bucket = bucket;
    this.functions = functions;
    this.function = function;
    this.clock = clock;
  }

  /// What came of an import.
  public sealed interface Result {
    /// @param report `accepted`, `ignored`, `alreadyEnded`, `refused` (each with `line` and
    ///   `reason`)
    record Done(JsonNode report) implements Result {}

    /// The function failed three times in a row; what it had taken in stays taken in, and the
    /// import can be repeated.
    record Stopped(String why) implements Result {}
  }

  /// The formats of a file.
  public enum Format {
    JSON_LINES("jsonl"),
    CSV("csv");

    private final String extension;

    Format(String extension) {
      this.extension = extension;
    }
  }

  /// Imports a file.
  ///
  /// @param content read once, to its end
  /// @param progress shown how far it is
  /// @throws IOException when the content cannot be read or kept
  public Result take(InputStream content, Format format, ProgressBar progress) throws IOException {
    var object = bucket.put("imports/" + UUID.randomUUID() + "." + format.extension, content);
    var size = bucket.size(object);
    bucket.watch(object, read -> progress.show(read, size));
    try {
      return untilComplete(object, size, progress);
    } finally {
      discard(object);
    }
  }

  private void discard(IntakeObjects.Ref object) throws IOException {
    bucket.delete(object);
    for (var part = 1; report(object, part).isPresent(); part++) {
      bucket.delete(
          new IntakeObjects.Ref(
              object.bucket(), object.key() + ImportFile.reportSuffix(part), object.etag()));
    }
  }

  private Optional<byte[]> report(IntakeObjects.Ref object, int part) throws IOException {
    return bucket.beside(object, ImportFile.reportSuffix(part));
  }

  private Result untilComplete(IntakeObjects.Ref object, long size, ProgressBar progress)
      throws IOException {
    var event = event(object, size);
    var failures = 0;
    var last = "";
    while (true) {
      switch (functions.invoke(function, event)) {
        case FunctionOutcome.Answered(var output) -> {
          failures = 0;
          var answer = JSON.readTree(output);
          if (answer.path("complete").asBoolean()) {
            var report = report(answer, refused(object));
            progress.end(
                "%d accepted, %d ignored, %d already ended, %d refused"
                    .formatted(
                        report.path("accepted").asLong(),
                        report.path("ignored").asLong(),
                        report.path("alreadyEnded").asLong(),
                        report.path("refused").size()));
            return new Result.Done(report);
          }
        }
        case FunctionOutcome.Failed(var why) -> {
          failures++;
          last = why;
        }
        case FunctionOutcome.Unreachable(var why) -> {
          failures++;
          last = why;
        }
      }
      if (failures == FAILURES_IN_A_ROW) {
        progress.end("stopped, the function failed: " + last + "; the import can be repeated");
        return new Result.Stopped("the function failed " + failures + " times in a row: " + last);
      }
    }
  }

  private static JsonNode report(JsonNode answer, ArrayNode refused) {
    var report = JsonNodeFactory.instance.objectNode();
    for (var member : List.of("accepted", "ignored", "alreadyEnded")) {
      report.set(member, answer.path(member));
    }
    // The function itself answers the first ones only.
    report.set("refused", refused.isEmpty() ? answer.path("refused") : refused);
    return report;
  }

  /// All lines that were refused, as the reports beside the file list them.
  private ArrayNode refused(IntakeObjects.Ref object) throws IOException {
    var refused = JsonNodeFactory.instance.arrayNode();
    for (var part = 1; ; part++) {
      var report = report(object, part);
      if (report.isEmpty()) {
        return refused;
      }
      try (var lines = JSON.readerFor(JsonNode.class).<JsonNode>readValues(report.get())) {
        lines.forEachRemaining(refused::add);
      }
    }
  }

  private byte[] event(IntakeObjects.Ref object, long size) {
    var event = JsonNodeFactory.instance.objectNode();
    var record = event.putArray("Records").addObject();
    record.put("eventVersion", "2.1");
    record.put("eventSource", "aws:s3");
    record.put("awsRegion", "eu-west-1");
    record.put("eventTime", clock.instant().toString());
    record.put("eventName", "ObjectCreated:Put");
    var s3 = record.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", object.bucket());
    s3.putObject("object").put("key", object.key()).put("size", size).put("eTag", object.etag());
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
