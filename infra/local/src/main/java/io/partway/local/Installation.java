package io.partway.local;

import io.partway.local.sam.SamEmulator;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where the source tree lies that this program was built from.
///
/// @param root the folder with `template.yaml`
record Installation(Path root) {
  /// Looks upwards from where this class was loaded, then from the current folder.
  ///
  /// @throws CannotStart when neither lies in the tree
  static Installation find() {
    return Stream.of(ownClasses(), Path.of("").toAbsolutePath())
        .flatMap(start -> Stream.iterate(start, folder -> folder != null, Path::getParent))
        .filter(folder -> Files.isRegularFile(folder.resolve("template.yaml")))
        .findFirst()
        .map(Installation::new)
        .orElseThrow(() -> new CannotStart("no template.yaml above " + ownClasses()));
  }

  Path template() {
    return root.resolve("template.yaml");
  }

  /// The API's contract.
  Path contract() {
    return root.resolve("infra/openapi.yaml");
  }

  /// DynamoDB Local's jars, left there by the build.
  Path engine() {
    return root.resolve("infra/dynamodb-local/target/lib");
  }

  /// What SAM's emulator is started with.
  SamEmulator.Parts sam() {
    return new SamEmulator.Parts(root, engine());
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
