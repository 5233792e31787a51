package io.partway.rotatesecrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.partway.gateway.EventFailed;
import io.partway.platform.Secret;
import io.partway.testkit.function.RecordedContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Over secrets in memory, which can also fail.
class RotateSecretsFunctionTest extends RotationContract<MemoryStore> {
  RotateSecretsFunctionTest() {
    super(new MemoryStore());
  }

  /// Secrets Manager sends a step again that has failed.
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0", "0, 1", "2, 1"})
  void whatFailedOnTheWayIsDoneOnce(int failBefore, int failAfter) throws IOException {
    RotateSecretsFunction function = new RotateSecretsFunction(store.host());
    String before = store.current(Secret.HISTORY_KEY);
    for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
      store.failBefore = failBefore;
      store.failAfter = failAfter;
      RecordedContext context = new RecordedContext(30_000);
      boolean done = false;
      for (int attempt = 0; attempt < 10 && !done; attempt++) {
        try {
          function.handleRequest(
              new ByteArrayInputStream(
                  "{\"Step\":\"%s\",\"SecretId\":\"%s\",\"ClientRequestToken\":\"token-1\"}"
                      .formatted(step, store.arn(Secret.HISTORY_KEY))
                      .getBytes(UTF_8)),
              new ByteArrayOutputStream(),
              context);
          done = true;
        } catch (EventFailed e) {
          assertThat(e).hasMessage("IOException");
        }
      }
      assertThat(done).as(step).isTrue();
    }

    assertThat(store.current(Secret.HISTORY_KEY)).endsWith(" " + before);
    assertThat(store.current(Secret.HISTORY_KEY).split(" ", -1)).hasSize(2);
  }

  /// Secrets Manager announces the version that is to be made before anything is in it.
  @Test
  void takesAVersionThatIsAnnouncedAndEmpty() throws IOException {
    store.announce(Secret.CURSOR_KEY, "token-1");
    RotateSecretsFunction function = new RotateSecretsFunction(store.host());
    for (String step : List.of("createSecret", "testSecret", "finishSecret")) {
      function.handleRequest(
          new ByteArrayInputStream(
              "{\"Step\":\"%s\",\"SecretId\":\"%s\",\"ClientRequestToken\":\"token-1\"}"
                  .formatted(step, store.arn(Secret.CURSOR_KEY))
                  .getBytes(UTF_8)),
          new ByteArrayOutputStream(),
          new RecordedContext(30_000));
    }

    assertThat(store.current(Secret.CURSOR_KEY).split(" ", -1)).hasSize(2);
  }
}
