package io.partway.local;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.BugCollectionBugReporter;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.DetectorFactoryCollection;
import edu.umd.cs.findbugs.FindBugs2;
import edu.umd.cs.findbugs.Plugin;
import edu.umd.cs.findbugs.PluginException;
import edu.umd.cs.findbugs.Priorities;
import edu.umd.cs.findbugs.Project;
import edu.umd.cs.findbugs.config.UserPreferences;
import io.partway.local.template.FunctionDefinition;
import io.partway.local.template.Template;
import io.partway.planted.PlantedFunction;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.lambda.snapstart.LambdaHandlerInitedWithRandomValue;

/// The rules that Lambda's own engineers have made for SpotBugs find nothing in what is deployed.
/// They look at handlers and at what makes their fields; at all the rest, [ArchitectureTest].
class SnapStartRulesTest {
  private static final Class<?> RULE = LambdaHandlerInitedWithRandomValue.class;

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Collection<BugInstance> found(Stream<Path> classes) throws Exception {
    try (Project project = new Project()) {
      classes.map(Path::toString).forEach(project::addFile);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        project.addAuxClasspathEntry(entry);
      }
      var reporter = new BugCollectionBugReporter(project);
      reporter.setPriorityThreshold(Priorities.IGNORE_PRIORITY);
      var preferences = UserPreferences.createDefaultUserPreferences();
      preferences.enableAllDetectors(false);
      rules(project)
          .getDetectorFactories()
          .forEach(factory -> preferences.enableDetector(factory, true));
      try (FindBugs2 engine = new FindBugs2()) {
        engine.setProject(project);
        engine.setDetectorFactoryCollection(DetectorFactoryCollection.instance());
        engine.setBugReporter(reporter);
        engine.setUserPreferences(preferences);
        engine.finishSettings();
        engine.execute();
      }
      assertThat(reporter.getQueuedErrors()).isEmpty();
      return reporter.getBugCollection().getCollection();
    }
  }

  private static Plugin rules(Project project) throws PluginException {
    Plugin loaded = Plugin.getByPluginId(RULE.getPackageName());
    return loaded == null ? Plugin.loadCustomPlugin(location(RULE).toFile(), project) : loaded;
  }

  @Test
  void findNothingInTheFunctions() throws Exception {
    Set<Path> deployed =
        Template.read(Path.of("../../template.yaml"))
            .stack(Map.of(), "")
            .functions()
            .values()
            .stream()
            .map(FunctionDefinition::className)
            .map(SnapStartRulesTest::named)
            .map(SnapStartRulesTest::location)
            .collect(Collectors.toSet());

    assertThat(deployed).hasSizeGreaterThan(5);
    assertThat(found(deployed.stream())).isEmpty();
  }

  @Test
  void findWhatIsPlanted() throws Exception {
    Path planted =
        location(PlantedFunction.class)
            .resolve(PlantedFunction.class.getName().replace('.', '/') + ".class");

    assertThat(found(Stream.of(planted)))
        .extracting(BugInstance::getType)
        .contains("AWS_LAMBDA_SNAP_START_BUG");
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
