package io.partway.core.verification;

import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Codes in memory, with the very conditions that the port promises; safe for many threads.
public final class MemoryCodes implements CodeStore {
  private record Day(String subject, LocalDate day) {}

  public final Map<Purpose, StoredCode> codes = new HashMap<>();
  private final Map<Day, Integer> counts = new HashMap<>();

  /// Attempts that were counted.
  public int reservations;

  /// Each runs just before one of the next writes, as somebody who is faster.
  public final Deque<Runnable> beforeWrites = new ArrayDeque<>();

  /// Each runs just before one of the next looks for a code.
  public final Deque<Runnable> beforeReads = new ArrayDeque<>();

  /// A judge of these codes.
  public Verifier verifier() {
    return new Verifier(this, hash());
  }

  public static CodeHash hash() {
    return new CodeHash(SecretKeys.of(KeyRing.of("a-pepper-for-tests")));
  }

  /// Issues this code.
  public void put(Purpose purpose, String code, StoredCode like) {
    codes.put(
        purpose,
        new StoredCode(hash().of(purpose, code), like.attempts(), like.sentAt(), like.expiresAt()));
  }

  public boolean waits(@Nullable SpentCode code) {
    StoredCode stored = code == null ? null : codes.get(code.purpose());
    return code == null || (stored != null && stored.hash().equals(code.hash()));
  }

  public void spend(@Nullable SpentCode code) {
    if (code != null) {
      codes.remove(code.purpose());
    }
  }

  private void othersFirst() {
    if (!beforeWrites.isEmpty()) {
      beforeWrites.removeFirst().run();
    }
  }

  @Override
  public synchronized Known read(Purpose purpose, LocalDate day) {
    return new Known(codes.get(purpose), counts.getOrDefault(new Day(purpose.subject(), day), 0));
  }

  @Override
  public synchronized @Nullable StoredCode read(Purpose purpose) {
    if (!beforeReads.isEmpty()) {
      beforeReads.removeFirst().run();
    }
    return codes.get(purpose);
  }

  @Override
  public synchronized boolean issue(
      Purpose purpose, @Nullable StoredCode before, StoredCode code, LocalDate day, int perDay) {
    othersFirst();
    Day key = new Day(purpose.subject(), day);
    StoredCode now = codes.get(purpose);
    if (!Objects.equals(now == null ? null : now.hash(), before == null ? null : before.hash())
        || counts.getOrDefault(key, 0) >= perDay) {
      return false;
    }
    codes.put(purpose, code);
    counts.merge(key, 1, Integer::sum);
    return true;
  }

  @Override
  public synchronized void retract(Purpose purpose, StoredCode code, LocalDate day) {
    if (waits(new SpentCode(purpose, code.hash()))) {
      codes.remove(purpose);
      counts.merge(new Day(purpose.subject(), day), -1, Integer::sum);
    }
  }

  @Override
  public synchronized boolean reserve(Purpose purpose, StoredCode code) {
    othersFirst();
    if (!code.equals(codes.get(purpose))) {
      return false;
    }
    reservations++;
    count(purpose, code, 1);
    return true;
  }

  @Override
  public synchronized void giveBack(Purpose purpose, StoredCode code) {
    StoredCode now = codes.get(purpose);
    if (now != null && now.hash().equals(code.hash())) {
      count(purpose, now, -1);
    }
  }

  private void count(Purpose purpose, StoredCode code, int more) {
    codes.put(
        purpose,
        new StoredCode(code.hash(), code.attempts() + more, code.sentAt(), code.expiresAt()));
  }
}
