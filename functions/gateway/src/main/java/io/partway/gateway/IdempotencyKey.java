package io.partway.gateway;

import io.partway.core.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the header `Idempotency-Key` says.
public sealed interface IdempotencyKey {
  /// The header's name.
  String HEADER = "Idempotency-Key";

  /// What a client has to do about a key that is not there, or not one.
  String ADVICE =
      "Send a key of 1 to "
          + Limit.IDEMPOTENCY_KEY_CHARACTERS.standard()
          + " visible ASCII characters, and the same one when you repeat this call.";

  /// @param value 1 to 128 visible ASCII characters
  record Given(String value) implements IdempotencyKey {}

  record Missing() implements IdempotencyKey {}

  record Malformed() implements IdempotencyKey {}

  /// The key, where one can be used; else null.
  default @Nullable String usable() {
    return this instanceof Given(var value) ? value : null;
  }

  /// What is wrong with it.
  default List<RequestFault> faults() {
    return switch (this) {
      case Given _ -> List.of();
      case Missing _ -> List.of(RequestFault.header(HEADER, "required", ADVICE));
      case Malformed _ -> List.of(RequestFault.header(HEADER, "malformed", ADVICE));
    };
  }

  /// The problem with the whole call, or the code of its own that a missing key has where nothing
  /// else is wrong.
  default Problem orRequired(Problem problem) {
    return this instanceof Missing
            && problem.code() == ProblemCode.MALFORMED
            && problem.faults().equals(faults())
        ? Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED, faults())
        : problem;
  }

  /// Reads the header; null where there is none.
  static IdempotencyKey of(@Nullable String header) {
    if (header == null) {
      return new Missing();
    }
    boolean visible = header.chars().allMatch(c -> c > ' ' && c <= '~');
    return visible
            && !header.isEmpty()
            && header.length() <= Limit.IDEMPOTENCY_KEY_CHARACTERS.standard()
        ? new Given(header)
        : new Malformed();
  }
}
