package io.partway.local.template;

import java.time.Duration;

/// A function that is invoked again and again.
///
/// @param name the logical id of the schedule
/// @param function the logical id of the function
public record Schedule(String name, String function, Duration every) {
  static Duration rate(String expression) {
    var words = expression.strip().split("[ ()]+", 0);
    if (words.length == 3 && words[0].equals("rate") && words[1].matches("[1-9][0-9]{0,8}")) {
      var count = Long.parseLong(words[1]);
      switch (words[2]) {
        case "minute", "minutes" -> {
          return Duration.ofMinutes(count);
        }
        case "hour", "hours" -> {
          return Duration.ofHours(count);
        }
        case "day", "days" -> {
          return Duration.ofDays(count);
        }
        default -> {}
      }
    }
    throw new BadTemplate("local mode knows schedules of the form rate(…) only: " + expression);
  }
}
