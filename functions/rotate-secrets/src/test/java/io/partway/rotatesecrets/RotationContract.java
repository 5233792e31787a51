package io.partway.rotatesecrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.gateway.EventFailed;
import io.partway.platform.Secret;
import io.partway.testkit.function.RecordedContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Raw events in, changed secrets out.
abstract class RotationContract<S extends Store> {
  private static final List<String> STEPS =
      List.of("createSecret", "setSecret", "testSecret", "finishSecret");

  private final RecordedContext context = new RecordedContext(30_000);
  private final List<String> texts = new ArrayList<>();
  final S store;
  private final RotateSecretsFunction function;

  RotationContract(S store) {
    this.store = store;
    this.function = new RotateSecretsFunction(store.host());
    for (Secret secret : Secret.values()) {
      store.put(secret, value(secret + "-first"));
    }
  }

  private static String value(String name) {
    return name + "-in-tests-and-nowhere-else-at-all";
  }

  private String send(String event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, context);
    return out.toString(UTF_8);
  }

  private void step(String step, Secret secret, String version) throws IOException {
    String answer =
        send(
            "{\"Step\":\"%s\",\"SecretId\":\"%s\",\"ClientRequestToken\":\"%s\",\"Later\":[]}"
                .formatted(step, store.arn(secret), version));
    assertThat(answer).isEqualTo("{}");
    texts.add(store.current(secret));
  }

  private void rotate(Secret secret) throws IOException {
    String version = UUID.randomUUID().toString();
    for (String step : STEPS) {
      step(step, secret, version);
    }
  }

  private List<String> values(Secret secret) {
    return List.of(store.current(secret).split(" ", -1));
  }

  @AfterEach
  void nothingOfASecretIsLogged() {
    List<String> values =
        texts.stream().flatMap(text -> List.of(text.split(" ", -1)).stream()).toList();
    assertThat(context.lines()).noneMatch(line -> values.stream().anyMatch(line::contains));
  }

  @ParameterizedTest
  @CsvSource({"CURSOR_KEY, 2", "CODE_PEPPER, 2", "HISTORY_KEY, 4"})
  void aNewValueGoesBeforeThoseThatStay(Secret secret, int keptOfFour) throws IOException {
    List<String> all = new ArrayList<>(values(secret));
    for (int i = 0; i < 3; i++) {
      rotate(secret);
      all.addFirst(values(secret).getFirst());
    }

    assertThat(values(secret)).isEqualTo(all.subList(0, keptOfFour)).doesNotHaveDuplicates();
    assertThat(values(secret).getFirst()).hasSize(64);
    secret.ring(store.current(secret));
  }

  @ParameterizedTest
  @EnumSource
  void everyStepMayComeAgain(Secret secret) throws IOException {
    String version = UUID.randomUUID().toString();
    String before = store.current(secret);
    for (String step : STEPS) {
      assertThat(store.current(secret)).as("before %s", step).isEqualTo(before);
      step(step, secret, version);
      step(step, secret, version);
    }
    String after = store.current(secret);
    assertThat(after).isNotEqualTo(before).endsWith(before);

    for (String step : STEPS) {
      step(step, secret, version);
    }
    assertThat(store.current(secret)).isEqualTo(after);
  }

  @Test
  void whatIsPutByHandInBetweenStays() throws IOException {
    String version = UUID.randomUUID().toString();
    step("createSecret", Secret.CODE_PEPPER, version);
    String clean = value("the-only-one-after-a-leak");
    store.put(Secret.CODE_PEPPER, clean);

    for (String step : List.of("testSecret", "finishSecret")) {
      assertThatThrownBy(() -> step(step, Secret.CODE_PEPPER, version))
          .isInstanceOf(EventFailed.class)
          .hasMessage(
              "CODE_PEPPER was changed since its rotation began: cancel that, and begin again.");
    }
    assertThat(store.current(Secret.CODE_PEPPER)).isEqualTo(clean);
  }

  @Test
  void aRotationThatWasOvertakenIsNotFinished() throws IOException {
    String slow = UUID.randomUUID().toString();
    step("createSecret", Secret.HISTORY_KEY, slow);
    rotate(Secret.HISTORY_KEY);
    String after = store.current(Secret.HISTORY_KEY);

    assertThatThrownBy(() -> step("finishSecret", Secret.HISTORY_KEY, slow))
        .isInstanceOf(EventFailed.class);
    assertThat(store.current(Secret.HISTORY_KEY)).isEqualTo(after);
  }

  @Test
  void nothingIsFinishedThatWasNotBegun() {
    for (String step : List.of("testSecret", "finishSecret")) {
      assertThatThrownBy(() -> step(step, Secret.CURSOR_KEY, UUID.randomUUID().toString()))
          .isInstanceOf(EventFailed.class)
          .hasMessage("CURSOR_KEY has no such pending version.");
    }
  }

  @Test
  void takesNothingThatIsNoneOfItsRotations() {
    String own = store.arn(Secret.CURSOR_KEY);
    for (String event :
        List.of(
            "",
            "[]",
            "{\"Step\":\"createSecret\",\"SecretId\":\"%s\"}".formatted(own),
            "{\"Step\":7,\"SecretId\":\"%s\",\"ClientRequestToken\":\"t\"}".formatted(own),
            "{\"Step\":\"dropSecret\",\"SecretId\":\"%s\",\"ClientRequestToken\":\"t\"}"
                .formatted(own),
            "{\"Step\":\"createSecret\",\"SecretId\":\"%sx\",\"ClientRequestToken\":\"t\"}"
                .formatted(own))) {
      assertThatThrownBy(() -> send(event)).as(event).isInstanceOf(EventFailed.class);
    }
  }
}
