package io.partway.core;

/// One thing wrong with what the caller sent, found by a rule of the domain.
///
/// @param member path of the member in the body, names joined by `/` (`customerIds/3`)
/// @param code what is wrong, for programs: `required`, `too-long`, `outdated`, …
/// @param detail what to do about it, for people
public record Fault(String member, String code, String detail) {
  /// The code of a version that was in force once; the refusal then shows the one that is.
  public static final String OUTDATED = "outdated";

  /// A member that must be there and is missing or null.
  public static Fault required(String member) {
    return new Fault(member, "required", "Give a value for this member.");
  }
}
