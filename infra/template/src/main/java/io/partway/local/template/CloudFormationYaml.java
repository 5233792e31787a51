package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// YAML with CloudFormation's short tags, read into the long form: `!Ref X` becomes `{"Ref": "X"}`,
/// `!GetAtt A.B` becomes `{"Fn::GetAtt": ["A", "B"]}`, every other `!Name` becomes `{"Fn::Name":
/// …}`.
final class CloudFormationYaml {
  private CloudFormationYaml() {}

  /// @throws BadTemplate when the text is not YAML
  static JsonNode read(String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var dumping = new DumperOptions();
    var yaml =
        new Yaml(
            new TagsAsFunctions(options),
            new Representer(dumping),
            dumping,
            options,
            new NoTimestamps());
    try {
      return new ObjectMapper().valueToTree(yaml.load(text));
    } catch (YAMLException e) {
      throw new BadTemplate("not YAML: " + e.getMessage(), e);
    }
  }

  /// Dates stay text: `2012-10-17` is the version of a policy, not an instant.
  private static final class NoTimestamps extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
      addImplicitResolver(Tag.INT, INT, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  private static final class TagsAsFunctions extends SafeConstructor {
    TagsAsFunctions(LoaderOptions options) {
      super(options);
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return call(node.getTag().getValue().substring(1), argument(node));
            }
          });
    }

    private Object argument(Node node) {
      return switch (node) {
        case ScalarNode scalar -> scalar.getValue();
        case SequenceNode sequence -> constructSequence(sequence);
        case MappingNode mapping -> constructMapping(mapping);
        default -> throw new YAMLException("a tag on something that is no value: " + node.getTag());
      };
    }

    private static Object call(String name, Object argument) {
      return switch (name) {
        case "Ref", "Condition" -> Map.of(name, argument);
        case "GetAtt" ->
            Map.of(
                "Fn::GetAtt",
                argument instanceof String path ? List.of(path.split("\\.", 2)) : argument);
        default -> Map.of("Fn::" + name, argument);
      };
    }
  }
}
