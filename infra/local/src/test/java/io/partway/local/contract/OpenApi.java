package io.partway.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `infra/openapi.yaml`, as a judge over answers.
final class OpenApi {
  private static final String IRI = "https://partway.example/openapi.json";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;
  private final SchemaRegistry schemas;
  private final List<Operation> operations;

  /// @param pointer to the operation in the document
  record Operation(String id, String method, String path, String pointer) {
    String key() {
      return method + " " + path;
    }

    private boolean serves(String method, String path) {
      return method.equals(this.method)
          && Pattern.matches(this.path.replaceAll("\\{\\w+}", "[^/]+"), path);
    }
  }

  private OpenApi(JsonNode root) {
    this.root = root;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(IRI, root.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    this.operations =
        root.path("paths").properties().stream()
            .flatMap(path ->
                path.getValue().properties().stream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .map(member ->
                        new Operation(
                            member.getValue().path("operationId").asText(),
                            member.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            "/paths/" + escaped(path.getKey()) + "/" + member.getKey())))
            .toList();
  }

  /// The committed document.
  static OpenApi committed() {
    try {
      var text = Files.readString(sourceTree().resolve("infra/openapi.yaml"));
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      return new OpenApi(JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder with `template.yaml`, above the current one.
  static Path sourceTree() {
    return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isRegularFile(folder.resolve("template.yaml")))
        .findFirst()
        .orElseThrow();
  }

  List<Operation> operations() {
    return operations;
  }

  /// The words of the schema of problem codes.
  Set<String> problemCodes() {
    return texts(root.at("/components/schemas/ProblemCode/enum"));
  }

  /// The operation that this call is of; empty for a route that does not exist.
  Optional<Operation> operation(String method, String path) {
    return operations.stream().filter(operation -> operation.serves(method, path)).findFirst();
  }

  /// Statuses that the operation declares.
  Set<Integer> statuses(Operation operation) {
    var statuses = new TreeSet<Integer>();
    root.at(operation.pointer() + "/responses")
        .fieldNames()
        .forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
    return statuses;
  }

  /// What is wrong with an answer by this document; empty when nothing is.
  List<String> faults(Operation operation, int status, HttpHeaders headers, String body) {
    var pointer = resolved(operation.pointer() + "/responses/" + status);
    if (root.at(pointer).isMissingNode()) {
      return List.of("status " + status + " is not declared");
    }
    var faults = new ArrayList<String>();
    for (var header : root.at(pointer + "/headers").properties()) {
      var declared = resolved(pointer + "/headers/" + escaped(header.getKey()));
      var value = headers.firstValue(header.getKey());
      if (value.isPresent()) {
        faults.addAll(headerFaults(declared, header.getKey(), value.get()));
      } else if (root.at(declared + "/required").asBoolean()) {
        faults.add("header " + header.getKey() + " is missing");
      }
    }
    var mediaType = headers.firstValue("content-type").orElse("").split(";", 2)[0].strip();
    if (root.at(pointer + "/content").isMissingNode()) {
      if (!mediaType.isEmpty() || !body.isEmpty()) {
        faults.add("no body is declared for " + status);
      }
      return faults;
    }
    var content = pointer + "/content/" + escaped(mediaType);
    if (root.at(content).isMissingNode()) {
      faults.add("content type " + mediaType + " is not declared for " + status);
    } else {
      var json = isJson(mediaType) ? body : JSON.valueToTree(body).toString();
      faults.addAll(bodyFaults(content + "/schema", json));
    }
    return faults;
  }

  /// Whether a body of this type is JSON; any other is a text.
  static boolean isJson(String mediaType) {
    return mediaType.matches("application/(.+\\+)?json\\b.*");
  }

  /// Every example of an operation's bodies, with what is wrong with it by its own schema.
  Map<String, List<String>> examples(Operation operation) {
    var examples = new TreeMap<String, List<String>>();
    examples(operation.pointer() + "/requestBody", examples);
    for (var status : statuses(operation)) {
      examples(resolved(operation.pointer() + "/responses/" + status), examples);
    }
    return examples;
  }

  /// The codes of the problems that an operation's examples show.
  Set<String> exampleCodes(Operation operation) {
    var codes = new TreeSet<String>();
    for (var pointer : examples(operation).keySet()) {
      codes.add(root.at(pointer).path("code").asText());
    }
    codes.remove("");
    return codes;
  }

  private void examples(String pointer, Map<String, List<String>> into) {
    for (var media : root.at(pointer + "/content").properties()) {
      var content = pointer + "/content/" + escaped(media.getKey());
      var values = new ArrayList<String>();
      if (media.getValue().has("example")) {
        values.add(content + "/example");
      }
      for (var example : media.getValue().path("examples").properties()) {
        values.add(resolved(content + "/examples/" + escaped(example.getKey())) + "/value");
      }
      for (var value : values) {
        into.put(value, bodyFaults(content + "/schema", root.at(value).toString()));
      }
    }
  }

  private List<String> headerFaults(String declared, String name, String value) {
    var type = root.at(resolved(declared + "/schema") + "/type").asText();
    var json = type.equals("integer") ? value : JSON.valueToTree(value).toString();
    return bodyFaults(declared + "/schema", json).stream()
        .map(fault -> name + " " + fault)
        .toList();
  }

  private List<String> bodyFaults(String pointer, String json) {
    return schema(pointer).validate(json, InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema schema(String pointer) {
    return schemas.getSchema(SchemaLocation.of(IRI + "#" + pointer));
  }

  private String resolved(String pointer) {
    var node = root.at(pointer);
    return node.has("$ref") ? resolved(node.get("$ref").asText().substring(1)) : pointer;
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new TreeSet<String>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
