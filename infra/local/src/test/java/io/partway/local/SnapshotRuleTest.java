package io.partway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.partway.planted.Planted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rule about snapshots finds what it is there to find.
class SnapshotRuleTest {
  private static boolean faulty(Class<?> type) {
    return ArchitectureTest.notTakenIntoASnapshot()
        .evaluate(new ClassFileImporter().importClasses(type))
        .hasViolation();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Planted.Id.class,
        Planted.Start.class,
        Planted.Now.class,
        Planted.Given.class,
        Planted.Drawn.class,
        Planted.OwnRandom.class
      })
  void findsWhatIsTakenWhileSomethingIsMade(Class<?> planted) {
    assertThat(faulty(planted)).isTrue();
  }

  @Test
  void letsPassWhatIsTakenLater() {
    assertThat(faulty(Planted.Later.class)).isFalse();
  }
}
