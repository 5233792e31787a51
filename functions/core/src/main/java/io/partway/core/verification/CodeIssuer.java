package io.partway.core.verification;

import io.partway.core.Limit;
import io.partway.core.StoreUnavailable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Makes codes, at most so many a day and not too soon after one another.
public final class CodeIssuer {
  private static final int ROUNDS = 20;

  private final CodeStore store;
  private final CodeHash hash;
  private final CodeSource codes;

  @Inject
  public CodeIssuer(CodeStore store, CodeHash hash, CodeSource codes) {
    this.store = store;
    this.hash = hash;
    this.codes = codes;
  }

  /// What became of the wish for a code.
  public sealed interface Issue {
    /// @param code in clear, to be sent and forgotten
    /// @param leftToday how many more the user may be sent on this day
    record Issued(String code, StoredCode stored, int leftToday) implements Issue {
      @Override
      public String toString() {
        return "Issued[" + stored.expiresAt() + "]";
      }
    }

    /// @param until the instant at which one may be had
    record TooMany(Instant until, int leftToday) implements Issue {}
  }

  /// Issues a code, which takes the place of the one that may still wait for the same purpose.
  public Issue issue(Purpose purpose, Instant now) {
    LocalDate day = day(now);
    int perDay = Limit.CODES_PER_DAY.standard();
    for (int round = 0; round < ROUNDS; round++) {
      CodeStore.Known known = store.read(purpose, day);
      StoredCode before = known.code();
      int left = Math.max(0, perDay - known.sentToday());
      if (left == 0) {
        return new Issue.TooMany(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(), 0);
      }
      if (before != null && now.isBefore(resendAt(before))) {
        return new Issue.TooMany(resendAt(before), left);
      }
      String code = codes.next();
      StoredCode stored =
          new StoredCode(
              hash.of(purpose, code),
              0,
              now,
              now.plus(Duration.ofMinutes(Limit.CODE_LIFETIME_MINUTES.standard())));
      if (store.issue(purpose, before, stored, day, perDay)) {
        return new Issue.Issued(code, stored, left - 1);
      }
    }
    throw new StoreUnavailable("issuing a code kept losing races");
  }

  /// Takes back what could not be sent, so that a new one may be had at once.
  public void retract(Purpose purpose, StoredCode code) {
    store.retract(purpose, code, day(code.sentAt()));
  }

  /// When the next code of the same purpose may be had.
  public static Instant resendAt(StoredCode code) {
    return code.sentAt().plusSeconds(Limit.CODE_RESEND_SECONDS.standard());
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
