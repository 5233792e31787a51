package io.partway.ingestfacts;

import dagger.Lazy;
import io.partway.core.ingest.ImportFile;
import io.partway.core.ingest.ImportFormat.Content;
import io.partway.core.ingest.IngestFacts;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.ingest.Report;
import io.partway.gateway.EventFailed;
import io.partway.gateway.EventFunction;
import io.partway.gateway.JsonValue;
import io.partway.platform.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes in what upstream systems report: events of the bus (source `partway.upstream`), and files
/// of bulk facts in a bucket, told of by its notifications, through a queue or directly.
///
/// Answers `accepted`, `ignored`, `alreadyEnded`, `refusedLines`, `refused` (the first of them,
/// each with `line` and `reason`) and `complete`: false when there was no time for the whole file;
/// the same event then makes it go on. To a queue it answers `batchItemFailures`, too: the messages
/// that have to come again. An event of the bus that is refused fails with the reason, and is put
/// aside.
public final class IngestFactsFunction extends EventFunction {
  private final IngestFacts ingest;
  private final Lazy<ImportFile> files;

  /// On Lambda.
  public IngestFactsFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public IngestFactsFunction(Host host) {
    this(DaggerIngestFactsComponent.factory().create(host));
  }

  private IngestFactsFunction(IngestFactsComponent component) {
    super(component.boundary());
    this.ingest = component.ingest();
    this.files = component.files();
  }

  @Override
  protected Map<String, @Nullable Object> handle(byte[] event) throws IOException {
    return switch (Event.of(event)) {
      case Event.Upstream upstream -> Tally.of(ingest.ingest(report(upstream))).members();
      case Event.Files(List<IntakeObjects.Ref> objects) -> takeIn(objects).members();
      case Event.Queued(List<Event.Message> messages) -> takeInQueued(messages);
    };
  }

  private static Report report(Event.Upstream event) {
    Map<String, JsonValue> detail = event.detail();
    Content content =
        switch (event.detailType()) {
          case "AssociationEstablished" -> Reports.line(detail);
          case "AssociationEnded" -> Reports.end(detail);
          case "CustomerFactsReported" ->
              Reports.oneOf(EnumSet.complementOf(EnumSet.of(Stream.SPEND)), detail);
          case "SpendReported" -> Reports.oneOf(EnumSet.of(Stream.SPEND), detail);
          default -> new Content.Bad("The detail-type is not known.");
        };
    return switch (content) {
      case Content.Good(Report report) -> report;
      case Content.Bad(String reason) -> throw new EventFailed(reason);
    };
  }

  private Tally takeIn(List<IntakeObjects.Ref> objects) throws IOException {
    Tally tally = Tally.NOTHING;
    for (IntakeObjects.Ref object : objects) {
      if (!ImportFile.isReport(object.key())) {
        tally =
            tally.plus(
                switch (files.get().run(object)) {
                  case ImportFile.Result.Reached(var progress) -> Tally.of(progress);
                  // What has its name now has an event of its own.
                  case ImportFile.Result.Gone _ -> Tally.NOTHING;
                });
      }
    }
    return tally;
  }

  /// A failure makes all messages come again; those that were done then answer what they came to.
  private Map<String, @Nullable Object> takeInQueued(List<Event.Message> messages)
      throws IOException {
    Tally tally = Tally.NOTHING;
    List<Map<String, String>> again = new ArrayList<>();
    for (Event.Message message : messages) {
      Tally one = takeIn(Event.filesOf(message).files());
      if (!one.complete()) {
        again.add(Map.of("itemIdentifier", message.id()));
      }
      tally = tally.plus(one);
    }
    Map<String, @Nullable Object> answer = tally.members();
    answer.put("batchItemFailures", again);
    return answer;
  }
}
