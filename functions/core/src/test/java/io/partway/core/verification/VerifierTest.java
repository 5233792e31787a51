package io.partway.core.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.KeyRing;
import io.partway.core.Limit;
import io.partway.core.Samples;
import io.partway.core.SecretKeys;
import io.partway.core.StoreUnavailable;
import io.partway.core.party.Party;
import io.partway.core.verification.Verifier.Cause;
import io.partway.core.verification.Verifier.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class VerifierTest {
  private static final Instant NOW = Samples.NOW;
  private static final Purpose PURPOSE =
      Purpose.of(Samples.admin(Party.CUSTOMER), Operation.AGREE, "request-1");

  private final MemoryCodes codes = new MemoryCodes();
  private final Verifier verifier = codes.verifier();

  private void issue(Purpose purpose, String code) {
    codes.put(purpose, code, new StoredCode("", 0, NOW, NOW.plusSeconds(600)));
  }

  private Verdict verify(String code) {
    return verifier.verify(PURPOSE, code, NOW.plusSeconds(5));
  }

  private int attempts() {
    StoredCode stored = codes.read(PURPOSE);
    return stored == null ? -1 : stored.attempts();
  }

  @Test
  void theRightCodeIsRightAsOftenAsNothingSpendsIt() {
    issue(PURPOSE, "042187");

    for (int i = 0; i < 20; i++) {
      assertThat(verify("042187")).isInstanceOf(Verdict.Right.class);
    }
    assertThat(attempts()).isZero();
    assertThat(verify(" 042 187\n")).isInstanceOf(Verdict.Right.class);
  }

  @Test
  void whatWasSpentIsNoCodeAnyMore() {
    issue(PURPOSE, "042187");
    if (verify("042187") instanceof Verdict.Right(var code)) {
      codes.spend(code);
    }

    assertThat(verify("042187")).isEqualTo(new Verdict.Failed(Cause.WRONG, 0));
  }

  @Test
  void fiveWrongOnesLockIt() {
    issue(PURPOSE, "042187");

    for (int left = Limit.CODE_ATTEMPTS.standard() - 1; left >= 0; left--) {
      assertThat(verify("000000")).isEqualTo(new Verdict.Failed(Cause.WRONG, left));
    }
    assertThat(verify("042187")).isEqualTo(new Verdict.Failed(Cause.LOCKED, 0));
  }

  @Test
  void aRightOneAfterFourWrongOnesGivesOnlyItsOwnAttemptBack() {
    issue(PURPOSE, "042187");
    for (int i = 0; i < 4; i++) {
      verify("1");
    }

    assertThat(verify("042187")).isInstanceOf(Verdict.Right.class);
    assertThat(attempts()).isEqualTo(4);
    assertThat(verify("2")).isEqualTo(new Verdict.Failed(Cause.WRONG, 0));
  }

  @Test
  void itIsExpiredAtItsEndAndNotBefore() {
    issue(PURPOSE, "042187");
    Instant end = NOW.plusSeconds(600);

    assertThat(verifier.verify(PURPOSE, "042187", end.minusMillis(1)))
        .isInstanceOf(Verdict.Right.class);
    assertThat(verifier.verify(PURPOSE, "042187", end))
        .isEqualTo(new Verdict.Failed(Cause.EXPIRED, 0));
    assertThat(attempts()).isZero();
  }

  @Test
  void noneGivenIsNotAGuess() {
    issue(PURPOSE, "042187");

    assertThat(verifier.verify(PURPOSE, null, NOW)).isEqualTo(new Verdict.Missing());
    assertThat(codes.reservations).isZero();
  }

  /// Even where the item of one purpose were moved to the key of another.
  @Test
  void aCodeIsGoodForItsPurposeAlone() {
    List<Purpose> others =
        List.of(
            new Purpose(Party.CUSTOMER, "customer-1", "somebody", Operation.AGREE, "request-1"),
            Purpose.of(Samples.admin(Party.CUSTOMER), Operation.REJECT, "request-1"),
            Purpose.of(Samples.admin(Party.CUSTOMER), Operation.AGREE, "request-2"),
            new Purpose(
                Party.CUSTOMER, "customer-2", "customer-admin", Operation.AGREE, "request-1"),
            new Purpose(
                Party.PARTNER, "customer-1", "customer-admin", Operation.AGREE, "request-1"));
    StoredCode moved =
        new StoredCode(MemoryCodes.hash().of(PURPOSE, "042187"), 0, NOW, NOW.plusSeconds(600));
    for (Purpose other : others) {
      codes.codes.put(other, moved);
      assertThat(verifier.verify(other, "042187", NOW))
          .as("%s", other)
          .isEqualTo(new Verdict.Failed(Cause.WRONG, 4));
    }
  }

  @Test
  void partsOfAPurposeDoNotRunIntoEachOther() {
    CodeHash hash = MemoryCodes.hash();

    assertThat(hash.of(new Purpose(Party.CUSTOMER, "c", "s", Operation.SUBMIT, "t"), "1" + "23456"))
        .isNotEqualTo(
            hash.of(new Purpose(Party.CUSTOMER, "c", "s1", Operation.SUBMIT, "t"), "23456"));
  }

  @Test
  void anOlderPepperStillOpensWhatItMade() {
    issue(PURPOSE, "042187");
    CodeHash rotated = new CodeHash(SecretKeys.of(KeyRing.of("a-newer-pepper a-pepper-for-tests")));

    assertThat(new Verifier(codes, rotated).verify(PURPOSE, "042187", NOW))
        .isInstanceOf(Verdict.Right.class);
    assertThat(
            new Verifier(codes, new CodeHash(SecretKeys.of(KeyRing.of("a-newer-pepper"))))
                .verify(PURPOSE, "042187", NOW))
        .isEqualTo(new Verdict.Failed(Cause.WRONG, 4));
  }

  @Test
  void whoIsOvertakenReadsAgain() {
    issue(PURPOSE, "042187");
    codes.beforeWrites.add(() -> verify("000000"));

    assertThat(verify("000001")).isEqualTo(new Verdict.Failed(Cause.WRONG, 3));
    assertThat(attempts()).isEqualTo(2);
  }

  @Test
  void whoIsOvertakenAlwaysGivesUp() {
    issue(PURPOSE, "042187");
    for (int i = 0; i < 200; i++) {
      codes.beforeWrites.add(() ->
          codes.put(
              PURPOSE,
              "042187",
              new StoredCode(
                  "",
                  codes.reservations % 2,
                  NOW,
                  NOW.plusSeconds(codes.beforeWrites.size() + 60))));
    }

    assertThatThrownBy(() -> verify("042187")).isInstanceOf(StoreUnavailable.class);
  }

  /// Ten thousand guesses, most of them wrong, from many threads.
  @Test
  void guessesFromEverywhereAreComparedFiveTimes() throws Exception {
    issue(PURPOSE, "999999");
    List<Callable<Verdict>> guesses = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String guess = String.format(Locale.ROOT, "%06d", i);
      guesses.add(() -> verify(guess));
    }
    int compared = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Verdict> verdict : threads.invokeAll(guesses)) {
        if (verdict.get() instanceof Verdict.Failed(var cause, _) && cause == Cause.WRONG) {
          compared++;
        }
      }
    }

    assertThat(compared).isEqualTo(5);
    assertThat(codes.reservations).isEqualTo(5);
    assertThat(verify("999999")).isEqualTo(new Verdict.Failed(Cause.LOCKED, 0));
  }
}
