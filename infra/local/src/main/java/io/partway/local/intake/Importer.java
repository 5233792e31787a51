package io.partway.local.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.core.ingest.IntakeObjects;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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
      return untilComplete(event(object, size), progress);
    } finally {
      bucket.delete(object);
    }
  }

  private Result untilComplete(byte[] event, ProgressBar progress) throws IOException {
    var failures = 0;
    while (true) {
      switch (functions.invoke(function, event)) {
        case FunctionOutcome.Answered(var output) -> {
          failures = 0;
          var answer = JSON.readTree(output);
          if (answer.path("complete").asBoolean()) {
            var report = report(answer);
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
        case FunctionOutcome.Failed _, FunctionOutcome.Unreachable _ -> failures++;
      }
      if (failures == FAILURES_IN_A_ROW) {
        progress.end("stopped, the function failed; the import can be repeated");
        return new Result.Stopped("the function failed " + failures + " times in a row");
      }
    }
  }

  private static JsonNode report(JsonNode answer) {
    var report = JsonNodeFactory.instance.objectNode();
    for (var member : new String[] {"accepted", "ignored", "alreadyEnded", "refused"}) {
      report.set(member, answer.path(member));
    }
    return report;
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
