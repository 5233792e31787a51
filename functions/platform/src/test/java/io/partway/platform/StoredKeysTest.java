package io.partway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.KeyRing;
import io.partway.core.KeysUnavailable;
import io.partway.core.Limit;
import io.partway.testkit.MutableClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What one process knows of a secret that others rotate.
class StoredKeysTest {
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:000000000000:secret:CursorKey-AbCdEf";
  private static final String FIRST = "the-first-value-of-it";
  private static final String SECOND = "the-second-value-of-it";
  private static final String THIRD = "the-third-value-of-it";

  private final MutableClock clock = MutableClock.at("2026-06-01T12:00:00Z");
  private final List<String> log = new ArrayList<>();
  private final StoredKeys keys =
      new StoredKeys(Secret.CURSOR_KEY, ARN, this::read, clock, log::add);
  private String text = FIRST;
  private @Nullable IOException failure;
  private int readings;

  private String read(String arn) throws IOException {
    assertThat(arn).isEqualTo(ARN);
    readings++;
    if (failure != null) {
      throw failure;
    }
    return text;
  }

  private static String id(String value) {
    return KeyRing.of(value).newest().id();
  }

  private void pass(Limit seconds) {
    clock.set(clock.instant().plusSeconds(seconds.standard()));
  }

  private void almost(Limit seconds) {
    clock.set(clock.instant().plusSeconds(seconds.standard()).minusMillis(1));
  }

  @Test
  void readsWhenFirstNeededAndNotBefore() {
    assertThat(readings).isZero();

    assertThat(keys.ring().newest().id()).isEqualTo(id(FIRST));
    assertThat(keys.named(id(FIRST))).isPresent();
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void knowsOfARotationWhenItsTimeIsOver() {
    keys.ring();
    text = SECOND + " " + FIRST;

    almost(Limit.SECRET_SECONDS);
    assertThat(keys.ring().newest().id()).isEqualTo(id(FIRST));
    clock.set(clock.instant().plusMillis(1));
    assertThat(keys.ring().newest().id()).isEqualTo(id(SECOND));
    assertThat(keys.named(id(FIRST))).isPresent();
    assertThat(readings).isEqualTo(2);
  }

  /// As a clock does that was wrong.
  @Test
  void doesNotTrustAFuture() {
    keys.ring();
    clock.set(clock.instant().minusSeconds(3_600));
    text = SECOND;

    assertThat(keys.ring().newest().id()).isEqualTo(id(SECOND));
  }

  @Test
  void readsAgainForAKeyThatItHasNotHeardOf() {
    keys.ring();
    text = SECOND + " " + FIRST;

    assertThat(keys.named(id(SECOND))).isPresent();
    assertThat(keys.ring().newest().id()).isEqualTo(id(SECOND));
    assertThat(readings).isEqualTo(2);
  }

  @Test
  void readsOnceForAKeyThatIsNobodys() {
    keys.ring();

    for (int i = 0; i < 100; i++) {
      assertThat(keys.named("00000000")).isEmpty();
    }
    assertThat(readings).isEqualTo(2);
    pass(Limit.SECRET_AGAIN_SECONDS);
    assertThat(keys.named("00000000")).isEmpty();
    assertThat(readings).isEqualTo(3);
  }

  /// Somebody who makes up cursors must neither wear the store out nor keep a new key from being
  /// heard of for long.
  @Test
  void readsAFewTimesForKeysThatAreMadeUp() {
    keys.ring();

    for (int i = 0; i < 1_000; i++) {
      assertThat(keys.named("%08x".formatted(i))).isEmpty();
    }
    assertThat(readings).isEqualTo(11);
    text = SECOND + " " + FIRST;
    assertThat(keys.named(id(SECOND))).isEmpty();
    pass(Limit.SECRET_AGAIN_SECONDS);
    assertThat(keys.named(id(SECOND))).isPresent();
  }

  @Test
  void aFirstReadingIsNotRepeatedForAKeyThatItLacks() {
    assertThat(keys.named("00000000")).isEmpty();
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void tellsOthersWhatThereIsNow() {
    keys.latest();
    text = SECOND + " " + FIRST;

    almost(Limit.SECRET_AGAIN_SECONDS);
    assertThat(keys.latest().keys()).hasSize(1);
    clock.set(clock.instant().plusMillis(1));
    assertThat(keys.latest().keys()).hasSize(2);
  }

  @Test
  void hasNothingToSayWithoutValues() {
    failure = new IOException("ResourceNotFoundException");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(keys::ring)
          .isInstanceOf(KeysUnavailable.class)
          .hasMessage("the values of CURSOR_KEY cannot be read: ResourceNotFoundException");
    }
    assertThat(readings).as("asked once in a while").isEqualTo(1);
    assertThat(log)
        .containsExactly(
            "{\"level\":\"warn\",\"reason\":\"the values of CURSOR_KEY cannot be read:"
                + " ResourceNotFoundException; none were read before\"}");

    failure = null;
    pass(Limit.SECRET_AGAIN_SECONDS);
    assertThat(keys.ring().newest().id()).isEqualTo(id(FIRST));
  }

  @Test
  void goesOnWithWhatItHasWhileTheStoreIsOut() {
    keys.ring();
    failure = new IOException("SocketTimeoutException");
    pass(Limit.SECRET_SECONDS);

    assertThat(keys.ring().newest().id()).isEqualTo(id(FIRST));
    assertThat(keys.latest().newest().id()).isEqualTo(id(FIRST));
    assertThat(keys.named(id(FIRST))).isPresent();
    assertThat(readings).isEqualTo(2);
    assertThat(log).singleElement().asString().contains("those read before are used");

    failure = null;
    text = SECOND + " " + FIRST;
    pass(Limit.SECRET_AGAIN_SECONDS);
    assertThat(keys.ring().newest().id()).isEqualTo(id(SECOND));
  }

  /// That a key is nobody's is an answer; that it cannot be looked for is none.
  @Test
  void doesNotCallAKeyUnknownWhileTheStoreIsOut() {
    keys.ring();
    failure = new IOException("SocketTimeoutException");

    assertThatThrownBy(() -> keys.named(id(SECOND))).isInstanceOf(KeysUnavailable.class);
    assertThatThrownBy(() -> keys.named(id(THIRD))).isInstanceOf(KeysUnavailable.class);
    assertThat(readings).isEqualTo(2);
    failure = null;
    text = SECOND + " " + FIRST;
    pass(Limit.SECRET_AGAIN_SECONDS);
    assertThat(keys.named(id(SECOND))).isPresent();
  }

  @Test
  void takesNoSecretThatIsNone() {
    for (String bad : List.of("", " \n", "short", SECOND + " short")) {
      text = bad;
      assertThatThrownBy(keys::ring).as(bad).isInstanceOf(KeysUnavailable.class);
      pass(Limit.SECRET_AGAIN_SECONDS);
    }

    text = FIRST;
    keys.ring();
    text = "short";
    pass(Limit.SECRET_SECONDS);
    assertThat(keys.ring().newest().id()).isEqualTo(id(FIRST));
  }

  @Test
  void keepsTheSecretToItself() {
    keys.ring();
    failure = new IOException("said \"no\"\n");
    pass(Limit.SECRET_SECONDS);
    keys.ring();

    assertThat(keys.toString() + keys.ring() + keys.ring().newest() + log).doesNotContain(FIRST);
    assertThat(log).singleElement().asString().contains("said ?no??").doesNotContain("\n");
  }
}
