package io.partway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.local.clock.MovableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path root;

  private DataFolder open() {
    return DataFolder.open(Optional.of(root.resolve("data")), new SecureRandom());
  }

  @Test
  void keepsKeySecretsAndClock() throws Exception {
    var state = new MovableClock.State(Duration.ofDays(3), Optional.of(Instant.EPOCH));
    String key;
    String secret;
    try (var folder = open()) {
      key = folder.signingKey().toJSONString();
      secret =
          folder.secrets().read("arn:aws:secretsmanager:eu-west-1:000000000000:secret:CursorKey");
      assertThat(folder.clock()).isEqualTo(MovableClock.State.WALL_CLOCK);
      folder.keepClock(state);
    }
    try (var folder = open()) {
      assertThat(folder.signingKey().toJSONString()).isEqualTo(key);
      assertThat(
              folder
                  .secrets()
                  .read("arn:aws:secretsmanager:eu-west-1:000000000000:secret:CursorKey"))
          .isEqualTo(secret)
          .hasSize(64);
      assertThat(
              folder.secrets().read("arn:aws:secretsmanager:eu-west-1:000000000000:secret:Other"))
          .isNotEqualTo(secret);
      assertThat(folder.clock()).isEqualTo(state);
    }
  }

  @Test
  void isForItsOwnerOnly() throws Exception {
    try (var _ = open()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("data"))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void isForOneSystemAtATime() throws Exception {
    try (var _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("another local system");
    }
  }

  @Test
  void saysWhatToDoWithWhatItCannotRead() throws Exception {
    try (var folder = open()) {
      Files.writeString(root.resolve("data/clock.json"), "{\"offset\":\"soon\"}");
      assertThatThrownBy(folder::clock)
          .isInstanceOf(CannotStart.class)
          .hasMessageContainingAll("clock.json cannot be read", "--data");
      Files.writeString(root.resolve("data/clock.json"), "{");
      assertThatThrownBy(folder::clock).isInstanceOf(CannotStart.class);
      Files.writeString(root.resolve("data/secrets.json"), "{\"CursorKey\"");
      assertThatThrownBy(folder::secrets)
          .isInstanceOf(CannotStart.class)
          .hasMessageContainingAll("secrets.json cannot be read", "--data");
    }
  }

  @Test
  void isNoFile() throws Exception {
    Files.createFile(root.resolve("data"));

    assertThatThrownBy(this::open)
        .isInstanceOf(CannotStart.class)
        .hasMessageMatching("cannot use the data folder: .*data is no folder");
  }

  @Test
  void goesWhenNothingShallBeKept() throws Exception {
    Path intake;
    try (var folder = DataFolder.open(Optional.empty(), new SecureRandom())) {
      folder.signingKey();
      intake = folder.intake();
      assertThat(folder.database()).isEmpty();
    }
    assertThat(intake.getParent()).doesNotExist();
  }
}
