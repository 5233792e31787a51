package io.partway.core.verification;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Keeps codes, one for each purpose at most, and how many a user was sent on a day (of UTC).
///
/// All methods throw [io.partway.core.StoreUnavailable] when contention or an outage outlasts the
/// deadline. None of them takes effect twice when its answer is lost and it is repeated.
public interface CodeStore {
  /// @param code null when none waits
  /// @param sentToday codes sent to the user on the day that was asked for
  record Known(@Nullable StoredCode code, int sentToday) {}

  /// The code of this purpose and the user's count of a day, strongly consistent.
  Known read(Purpose purpose, LocalDate day);

  /// The code of this purpose, strongly consistent; null when none waits.
  @Nullable StoredCode read(Purpose purpose);

  /// Puts a code in the place of the one that was read and counts it, provided that it is still
  /// that one and that fewer than `perDay` are counted.
  ///
  /// @param before null when there was none
  /// @return whether it was done
  boolean issue(
      Purpose purpose, @Nullable StoredCode before, StoredCode code, LocalDate day, int perDay);

  /// Takes a code back that could not be sent, and its count; nothing if another has taken its
  /// place.
  void retract(Purpose purpose, StoredCode code, LocalDate day);

  /// Counts one attempt more, provided that code and attempts are as they were read.
  ///
  /// @return whether it was done
  boolean reserve(Purpose purpose, StoredCode code);

  /// Counts one attempt less; nothing if another code has taken its place.
  void giveBack(Purpose purpose, StoredCode code);
}
