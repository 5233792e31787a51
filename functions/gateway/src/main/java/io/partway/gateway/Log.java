package io.partway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes lines of JSON into a function's log.
final class Log {
  private final JsonText json;

  @Inject
  Log(JsonText json) {
    this.json = json;
  }

  /// As bytes, which Lambda takes as they are: a text it would wrap into a member of a line of its
  /// own, where neither metric filters nor queries find what is in it.
  void write(Context context, Map<String, @Nullable Object> line) {
    context.getLogger().log((json.text(line) + "\n").getBytes(UTF_8));
  }

  /// What every line begins with.
  static Map<String, @Nullable Object> head(String level, Context context, String requestId) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("level", level);
    line.put("function", context.getFunctionName());
    line.put("requestId", requestId);
    return line;
  }

  /// Types and places only: a message may hold what was sent, or what is stored.
  static Map<String, @Nullable Object> failure(
      String level, Context context, String requestId, Throwable failure) {
    Map<String, @Nullable Object> line = head(level, context, requestId);
    List<String> trace = new ArrayList<>();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      trace.add(t.getClass().getName());
      for (StackTraceElement frame : t.getStackTrace()) {
        trace.add("  " + frame);
      }
    }
    line.put("failure", trace);
    return line;
  }
}
