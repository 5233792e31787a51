package io.partway.local.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The messages that would have left this machine.
@FunctionalInterface
public interface SentMessages {
  /// The newest messages: `messageId`, `sentAt`, `channel` (`email`, `sms`), `to`, `subject`,
  /// `text`, `html`, `about`, `audience`, `possibleRepeat`, and `code` for a message that brings
  /// one.
  List<JsonNode> newestFirst();
}
