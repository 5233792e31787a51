package io.partway.gateway;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the header `If-Match` says.
public sealed interface IfMatch {
  /// The header's name.
  String HEADER = "If-Match";

  /// One strong entity tag.
  ///
  /// @param version the version it names; empty for one that names none of ours, for a weak one and
  ///   for `*`
  record Tag(OptionalLong version) implements IfMatch {}

  record Missing() implements IfMatch {}

  record Malformed() implements IfMatch {}

  /// What is wrong with its form; that it may be missing is no matter of form.
  default List<RequestFault> faults() {
    return switch (this) {
      case Tag _, Missing _ -> List.of();
      case Malformed _ ->
          List.of(
              RequestFault.header(
                  HEADER, "malformed", "Send the ETag of what you have seen, with its quotes."));
    };
  }

  /// The refusal of a call that has to say so and does not.
  ///
  /// @param advice of what to send the tag
  static Problem required(String advice) {
    return Problem.of(
        ProblemCode.PRECONDITION_REQUIRED,
        List.of(RequestFault.header(HEADER, "required", advice)));
  }

  /// Reads the header; null where there is none.
  static IfMatch of(@Nullable String header) {
    if (header == null) {
      return new Missing();
    }
    Matcher tag = Pattern.compile("\\*|(W/)?\"([!#-~]*)\"").matcher(header.strip());
    if (!tag.matches()) {
      return new Malformed();
    }
    boolean strong = tag.group(1) == null && tag.group(2) != null;
    return new Tag(strong ? EntityTag.version(tag.group(2)) : OptionalLong.empty());
  }
}
