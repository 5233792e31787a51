package io.partway.core.verification;

import io.partway.core.Limit;
import io.partway.core.StoreUnavailable;
import io.partway.core.Word;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Judges the code that somebody gives for an act.
///
/// An attempt is counted before the code is compared, and taken back when it was right. So however
/// many guesses come at once, no more than [Limit#CODE_ATTEMPTS] of them are compared; and whatever
/// stops the act after a right code does not use the attempts up.
public final class Verifier {
  /// Rounds of reading and counting before giving up. A lost round means that somebody else's
  /// attempt was counted, or given back, for the same code.
  private static final int ROUNDS = 100;

  private final CodeStore store;
  private final CodeHash hash;

  @Inject
  Verifier(CodeStore store, CodeHash hash) {
    this.store = store;
    this.hash = hash;
  }

  /// Why a code is not accepted.
  public enum Cause implements Word {
    /// It is not the code, or none waits: never sent for this, or spent.
    WRONG,
    /// It was sent too long ago.
    EXPIRED,
    /// Too many wrong ones were tried.
    LOCKED
  }

  /// What became of a code.
  public sealed interface Verdict {
    /// It is the one.
    ///
    /// @param code to be spent in the act's own transaction
    record Right(SpentCode code) implements Verdict {}

    /// None was given.
    record Missing() implements Verdict {}

    /// @param attemptsLeft before a new code is needed
    record Failed(Cause cause, int attemptsLeft) implements Verdict {}
  }

  /// Judges.
  ///
  /// @param code as it came; white space in it does not count
  public Verdict verify(Purpose purpose, @Nullable String code, Instant now) {
    if (code == null) {
      return new Verdict.Missing();
    }
    String given = code.replaceAll("\\s", "");
    for (int round = 0; round < ROUNDS; round++) {
      StoredCode stored = store.read(purpose);
      if (stored == null) {
        return new Verdict.Failed(Cause.WRONG, 0);
      }
      if (!now.isBefore(stored.expiresAt())) {
        return new Verdict.Failed(Cause.EXPIRED, 0);
      }
      int left = Limit.CODE_ATTEMPTS.standard() - stored.attempts();
      if (left <= 0) {
        return new Verdict.Failed(Cause.LOCKED, 0);
      }
      CodeHash.Comparison comparison = hash.comparison(stored, purpose);
      if (store.reserve(purpose, stored)) {
        return compare(purpose, stored, comparison, given, left - 1);
      }
    }
    throw new StoreUnavailable("verification kept losing races");
  }

  private Verdict compare(
      Purpose purpose, StoredCode stored, CodeHash.Comparison comparison, String given, int left) {
    if (!comparison.matches(given)) {
      return new Verdict.Failed(Cause.WRONG, left);
    }
    store.giveBack(purpose, stored);
    return new Verdict.Right(new SpentCode(purpose, stored.hash()));
  }
}
