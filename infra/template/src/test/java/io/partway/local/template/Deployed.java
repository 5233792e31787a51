package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The deployed system's description as it is written, its parts and its runbooks included. A test
/// may have a mistake made in it before it is read.
final class Deployed {
  static final String FUNCTION = "AWS::Serverless::Function";
  private static final Path ROOT = Path.of("../..");
  private static final Pattern RUNBOOK = Pattern.compile("infra/runbooks/([a-z-]+)\\.md");

  private final Map<String, JsonNode> templates = new LinkedHashMap<>();
  private final Set<String> runbooks = new TreeSet<>();

  private Deployed(UnaryOperator<String> mistake) {
    try {
      templates.put("template.yaml", read(ROOT.resolve("template.yaml"), mistake));
      try (var parts = Files.list(ROOT.resolve("infra/template"))) {
        for (var part : sorted(parts, ".yaml")) {
          templates.put("infra/template/" + part.getFileName(), read(part, mistake));
        }
      }
      try (var books = Files.list(ROOT.resolve("infra/runbooks"))) {
        sorted(books, ".md").forEach(book -> runbooks.add(name(book)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Deployed asWritten() {
    return new Deployed(text -> text);
  }

  /// With this text for that, wherever it stands.
  ///
  /// @throws AssertionError when it stands nowhere
  static Deployed with(String wrong, String right) {
    var made = new boolean[1];
    var deployed =
        new Deployed(text -> {
          made[0] |= text.contains(right);
          return text.replace(right, wrong);
        });
    if (!made[0]) {
      throw new AssertionError("nowhere: " + right);
    }
    return deployed;
  }

  /// The main template, word for word.
  static String text() {
    try {
      return Files.readString(ROOT.resolve("template.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file, UnaryOperator<String> mistake) throws IOException {
    return CloudFormationYaml.read(mistake.apply(Files.readString(file)));
  }

  private static List<Path> sorted(Stream<Path> files, String suffix) {
    return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
  }

  private static String name(Path book) {
    return book.getFileName().toString().replace(".md", "");
  }

  JsonNode template() {
    return template("template.yaml");
  }

  JsonNode template(String name) {
    var template = templates.get(name);
    if (template == null) {
      throw new AssertionError("no template is called " + name);
    }
    return template;
  }

  Map<String, JsonNode> templates() {
    return templates;
  }

  /// Files of runbooks, without their ending.
  Set<String> runbooks() {
    return runbooks;
  }

  String runbook(String name) throws IOException {
    return Files.readString(ROOT.resolve("infra/runbooks/" + name + ".md"));
  }

  /// Resources of a type in the main template, by logical id.
  Map<String, JsonNode> resources(String type) {
    return resources(template(), type);
  }

  static Map<String, JsonNode> resources(JsonNode template, String type) {
    var found = new LinkedHashMap<String, JsonNode>();
    for (var resource : template.path("Resources").properties()) {
      if (resource.getValue().path("Type").asText().equals(type)) {
        found.put(resource.getKey(), resource.getValue());
      }
    }
    return found;
  }

  /// The runbooks that a text names.
  static List<String> runbooksIn(String text) {
    return RUNBOOK.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /// The logical id that `!Ref`, `!GetAtt` or `!Sub '${…}'` names; empty for anything else.
  static String named(JsonNode reference) {
    if (reference.has("Ref")) {
      return reference.get("Ref").asText();
    }
    return reference.path("Fn::GetAtt").path(0).asText();
  }

  /// Every logical id that is named anywhere below.
  static Set<String> namedBelow(JsonNode node) {
    var names = new TreeSet<String>();
    collect(node, names);
    return names;
  }

  private static void collect(JsonNode node, Set<String> into) {
    switch (node) {
      case ObjectNode object -> {
        var name = named(object);
        if (!name.isEmpty()) {
          into.add(name.split("\\.", 2)[0]);
        }
        object.forEach(each -> collect(each, into));
      }
      case ArrayNode array -> array.forEach(each -> collect(each, into));
      default ->
          Pattern.compile("\\$\\{([A-Za-z0-9]+)")
              .matcher(node.asText())
              .results()
              .forEach(found -> into.add(found.group(1)));
    }
  }
}
