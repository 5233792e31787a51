package io.partway.testkit.function;

import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A carrier that keeps what it is given, and fails as it is told to.
public final class RecordedMessages implements MessageSender {
  private final List<Message> accepted = new ArrayList<>();
  private Function<Message, Optional<Outcome>> trouble = _ -> Optional.empty();

  @Override
  public synchronized Outcome send(Message message) {
    Optional<Outcome> failed = trouble.apply(message);
    if (failed.isPresent()) {
      return failed.get();
    }
    accepted.add(message);
    return new Outcome.Accepted("message-" + accepted.size());
  }

  /// From now on these messages get such an outcome and are not kept; the others are accepted.
  public synchronized void failing(Function<Message, Optional<Outcome>> which) {
    trouble = which;
  }

  /// From now on all are accepted again.
  public synchronized void recover() {
    trouble = _ -> Optional.empty();
  }

  /// All that were accepted, oldest first.
  public synchronized List<Message> accepted() {
    return List.copyOf(accepted);
  }

  /// The newest that was accepted.
  public synchronized Message last() {
    return accepted.getLast();
  }
}
