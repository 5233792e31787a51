package io.partway.platform;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bus of EventBridge (operation `PutEvents`).
final class EventBridge implements Bus {
  /// What one call takes.
  static final int BATCH = 10;

  private static final int ATTEMPTS = 3;
  private static final Map<String, String> PUT_EVENTS =
      Map.of("X-Amz-Target", "AWSEvents.PutEvents");

  private final SignedCalls events;
  private final String busName;
  private final Jsonb jsonb = Jsonb.builder().serializeNulls(true).serializeEmpty(true).build();

  /// @param busName its name or ARN
  EventBridge(SignedCalls events, String busName) {
    this.events = events;
    this.busName = busName;
  }

  @Override
  public void put(List<Entry> entries) throws IOException {
    for (int start = 0; start < entries.size(); start += BATCH) {
      batch(entries.subList(start, Math.min(start + BATCH, entries.size())));
    }
  }

  private void batch(List<Entry> entries) throws IOException {
    List<Entry> open = entries;
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      open = refused(open);
      if (attempt == ATTEMPTS && !open.isEmpty()) {
        throw new IOException("the bus has refused " + open.size() + " events");
      }
    }
  }

  /// Puts these, and returns those that were not taken.
  private List<Entry> refused(List<Entry> entries) throws IOException {
    Map<String, Object> call = Map.of("Entries", entries.stream().map(this::entry).toList());
    SignedCalls.Reply reply =
        events.post(
            "application/x-amz-json-1.1",
            PUT_EVENTS,
            jsonb.toJson(call).getBytes(StandardCharsets.UTF_8));
    if (!reply.ok()) {
      return entries;
    }
    Object answer =
        jsonb.type(Object.class).fromJson(new String(reply.body(), StandardCharsets.UTF_8));
    List<?> results =
        answer instanceof Map<?, ?> members && members.get("Entries") instanceof List<?> list
            ? list
            : List.of();
    List<Entry> refused = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      boolean taken =
          i < results.size()
              && results.get(i) instanceof Map<?, ?> result
              && result.get("EventId") != null;
      if (!taken) {
        refused.add(entries.get(i));
      }
    }
    return refused;
  }

  private Map<String, @Nullable Object> entry(Entry entry) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("EventBusName", busName);
    members.put("Source", entry.source());
    members.put("DetailType", entry.detailType());
    members.put("Detail", jsonb.toJson(entry.detail()));
    return members;
  }
}
