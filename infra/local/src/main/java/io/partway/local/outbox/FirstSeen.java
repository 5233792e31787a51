package io.partway.local.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The messages of a service that does not say when it took them: here that is when they were first
/// seen.
public final class FirstSeen {
  private final InstantSource clock;
  private final Set<String> known = new HashSet<>();
  private final Deque<JsonNode> newestFirst = new ArrayDeque<>();

  public FirstSeen(InstantSource clock) {
    this.clock = clock;
  }

  /// A message, seen now or before.
  ///
  /// @param subject null for none
  public void see(String channel, String id, String to, @Nullable String subject, String text) {
    if (known.add(channel + " " + id)) {
      newestFirst.addFirst(
          JsonNodeFactory.instance
              .objectNode()
              .put("messageId", id)
              .put("sentAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
              .put("channel", channel)
              .put("to", to)
              .put("subject", subject)
              .put("text", text)
              .putNull("html")
              .putNull("about")
              .putNull("audience")
              .put("possibleRepeat", false)
              .put("code", Outbox.codeIn(text).orElse(null)));
    }
  }

  /// All of them, as [SentMessages] has them.
  public List<JsonNode> newestFirst() {
    return List.copyOf(newestFirst);
  }
}
