package io.partway.local.gateway;

import io.partway.local.template.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the route of a call: the most specific one wins, as in API Gateway (fixed segments before
/// parameters before a greedy parameter, a method before `ANY`).
final class RouteTable {
  private final List<Route> mostSpecificFirst;

  /// A route with the values of its path parameters, decoded.
  record Match(Route route, Map<String, String> parameters) {}

  RouteTable(List<Route> routes) {
    mostSpecificFirst =
        routes.stream()
            .sorted(
                Comparator.comparing((Route route) -> weight(route.path()))
                    .thenComparing(route -> route.method().equals("ANY")))
            .toList();
  }

  /// @param path percent-encoded
  Optional<Match> find(String method, String path) {
    for (var route : mostSpecificFirst) {
      if (route.method().equals(method) || route.method().equals("ANY")) {
        var parameters = match(segments(route.path()), segments(path));
        if (parameters.isPresent()) {
          return Optional.of(new Match(route, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static String weight(String path) {
    var weight = new StringBuilder();
    for (var segment : segments(path)) {
      weight.append(isGreedy(segment) ? '3' : isParameter(segment) ? '2' : '1');
    }
    return weight.toString();
  }

  private static Optional<Map<String, String>> match(String[] pattern, String[] path) {
    var greedy = isGreedy(pattern[pattern.length - 1]);
    if (greedy ? path.length < pattern.length : path.length != pattern.length) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    for (var i = 0; i < pattern.length; i++) {
      var segment = pattern[i];
      if (isGreedy(segment)) {
        var rest = String.join("/", List.of(path).subList(i, path.length));
        parameters.put(segment.substring(1, segment.length() - 2), decode(rest));
        break;
      }
      if (isParameter(segment)) {
        if (path[i].isEmpty()) {
          return Optional.empty();
        }
        parameters.put(segment.substring(1, segment.length() - 1), decode(path[i]));
      } else if (!segment.equals(path[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static String[] segments(String path) {
    return path.split("/", -1);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isGreedy(String segment) {
    return isParameter(segment) && segment.endsWith("+}");
  }

  /// In a path, unlike in a query, a plus sign is a plus sign.
  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
