package io.partway.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts by key in every [Language], read from one properties file a language: UTF-8, beside a
/// class, named `<name>_<tag>.properties` (`messages_zh-Hans.properties`). In a text `{name}`
/// stands for a parameter; nothing else in it has a meaning, so that a translator may write
/// apostrophes.
///
/// The machine's own language plays no part, as it would in `ResourceBundle.getBundle`.
public final class Texts {
  private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)\\}");

  private final Class<?> owner;
  private final String name;
  private final Map<Language, Map<String, String>> texts = new ConcurrentHashMap<>();

  private Texts(Class<?> owner, String name) {
    this.owner = owner;
    this.name = name;
  }

  /// The texts of this name that lie beside this class. A language's file is read when a text of it
  /// is wanted first, so that a cold start reads the one that its first call needs.
  public static Texts beside(Class<?> owner, String name) {
    return new Texts(owner, name);
  }

  /// The text with its parameters filled in; parameters it does not name are ignored.
  ///
  /// @throws IllegalArgumentException for an unknown key or a parameter without a value
  public String text(Language language, String key, Map<String, String> parameters) {
    return PARAMETER
        .matcher(template(language, key))
        .replaceAll(found -> {
          String value = parameters.get(found.group(1));
          if (value == null) {
            throw new IllegalArgumentException(key + " needs " + found.group(1));
          }
          return Matcher.quoteReplacement(value);
        });
  }

  /// The text of a key that has no parameters.
  public String text(Language language, String key) {
    return text(language, key, Map.of());
  }

  /// The keys of all texts, each with the names of its parameters. A test of every set of texts
  /// asks for them.
  ///
  /// @throws IllegalStateException when a file is missing, or two languages differ in their keys or
  ///   in the parameters of a text: a reader would be left without words
  public Map<String, Set<String>> signatures() {
    Map<String, Set<String>> english = signatures(Language.EN);
    for (Language language : Language.values()) {
      if (!signatures(language).equals(english)) {
        throw new IllegalStateException(
            "%s in %s has other keys or parameters than in %s: %s, %s"
                .formatted(name, language.tag(), Language.EN.tag(), signatures(language), english));
      }
    }
    return english;
  }

  private Map<String, Set<String>> signatures(Language language) {
    Map<String, Set<String>> signatures = new TreeMap<>();
    for (String key : of(language).keySet()) {
      signatures.put(
          key,
          PARAMETER
              .matcher(template(language, key))
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toUnmodifiableSet()));
    }
    return signatures;
  }

  private String template(Language language, String key) {
    String template = of(language).get(key);
    if (template == null) {
      throw new IllegalArgumentException("no text " + key);
    }
    return template;
  }

  private Map<String, String> of(Language language) {
    return texts.computeIfAbsent(language, this::read);
  }

  private Map<String, String> read(Language language) {
    String file = name + "_" + language.tag() + ".properties";
    try (InputStream bytes = owner.getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IllegalStateException("no " + file + " beside " + owner.getName());
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      Map<String, String> read = new HashMap<>();
      properties.forEach((key, text) -> read.put((String) key, (String) text));
      return Map.copyOf(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
