package io.partway.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.partway.core.Limit;
import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class QuotaRegisterTest {
  private static final Instant START = Samples.NOW;

  private static Submission releasedAt(int millis) {
    return new Submission(new RequestId("r" + millis), "c", START.plusMillis(millis));
  }

  private static QuotaRegister register(List<Grant> grants, int... releases) {
    List<Submission> newestFirst = new ArrayList<>();
    for (int release : releases) {
      newestFirst.addFirst(releasedAt(release));
    }
    return new QuotaRegister(newestFirst, grants, grants.size());
  }

  private static Grant grant(int extra, int endsAt) {
    return new Grant(extra, "T-1", START.plusMillis(endsAt));
  }

  @Test
  void aScopeWithoutAHistoryIsFree() {
    Quota quota = QuotaRegister.EMPTY.at(START, 3);
    assertThat(quota).isEqualTo(new Quota(3, List.of(), List.of(), null));
    assertThat(quota.free()).isTrue();
    assertThat(quota.used()).isZero();
  }

  @Test
  void aSlotIsFreeAtItsReleaseInstant() {
    QuotaRegister full = register(List.of(), 10, 20, 30);
    Quota before = full.at(START.plusMillis(9), 3);
    assertThat(before.used()).isEqualTo(3);
    assertThat(before.free()).isFalse();
    assertThat(before.nextAvailableAt()).isEqualTo(START.plusMillis(10));
    Quota at = full.at(START.plusMillis(10), 3);
    assertThat(at.used()).isEqualTo(2);
    assertThat(at.free()).isTrue();
    assertThat(at.submissions()).containsExactly(releasedAt(30), releasedAt(20));
  }

  @Test
  void overlappingGrantsAddUpWhileEachIsValid() {
    QuotaRegister register = register(List.of(grant(2, 50), grant(3, 40)), 100);
    assertThat(register.limitAt(START.plusMillis(39), 3)).isEqualTo(8);
    assertThat(register.limitAt(START.plusMillis(40), 3)).isEqualTo(5);
    assertThat(register.limitAt(START.plusMillis(49), 3)).isEqualTo(5);
    assertThat(register.limitAt(START.plusMillis(50), 3)).isEqualTo(3);
    assertThat(register.at(START.plusMillis(40), 3).grants()).containsExactly(grant(2, 50));
  }

  @Test
  void moreThanTheLimitIsShownAfterAGrantHasEnded() {
    Quota quota = register(List.of(grant(2, 5)), 10, 20, 30, 40, 50).at(START.plusMillis(5), 3);
    assertThat(quota.limit()).isEqualTo(3);
    assertThat(quota.used()).isEqualTo(5);
    assertThat(quota.grants()).isEmpty();
    assertThat(quota.nextAvailableAt()).isEqualTo(START.plusMillis(30));
  }

  @Test
  void theEndOfAGrantIsReckonedIn() {
    // The first release comes when the grant is gone, so that it is not enough.
    Quota quota = register(List.of(grant(1, 9)), 10, 20, 30, 40).at(START, 3);
    assertThat(quota.limit()).isEqualTo(4);
    assertThat(quota.nextAvailableAt()).isEqualTo(START.plusMillis(20));
    // One that outlasts the first release is enough.
    assertThat(register(List.of(grant(1, 11)), 10, 20, 30, 40).at(START, 3).nextAvailableAt())
        .isEqualTo(START.plusMillis(10));
    // One that ends at that very instant is gone then.
    assertThat(register(List.of(grant(1, 10)), 10, 20, 30, 40).at(START, 3).nextAvailableAt())
        .isEqualTo(START.plusMillis(20));
  }

  @Test
  void noLimitIsMoreThanTheRegisterHasSlots() {
    QuotaRegister register = register(List.of(grant(10, 50)));
    assertThat(register.limitAt(START, 14)).isEqualTo(24);
    assertThat(register.limitAt(START, 20)).isEqualTo(24);
    assertThat(register.limitAt(START.plusMillis(50), 20)).isEqualTo(20);
  }

  @Test
  void aLimitOfNothingIsABug() {
    assertThatIllegalStateException().isThrownBy(() -> register(List.of(), 10).at(START, 0));
  }

  @Test
  void releasesNeverGoBackwards() {
    Instant dayOne = Instant.parse("2026-03-10T09:30:00.123Z");
    Instant byRule = Instant.parse("2026-06-10T09:30:00.123Z");
    assertThat(QuotaRegister.EMPTY.releaseAt(dayOne, 3)).isEqualTo(byRule);
    Submission newest = new Submission(new RequestId("r"), "c", byRule);
    QuotaRegister register = new QuotaRegister(List.of(newest), List.of(), 0);
    assertThat(register.releaseAt(dayOne.plusMillis(1), 3)).isEqualTo(byRule.plusMillis(1));
    assertThat(register.releaseAt(dayOne, 3)).isEqualTo(byRule);
    // Another machine's clock is ahead of this one's.
    assertThat(register.releaseAt(dayOne.minusMillis(1), 3)).isEqualTo(byRule);
    // The policy's window has been shortened.
    assertThat(register.releaseAt(dayOne.plus(Duration.ofDays(2)), 1)).isEqualTo(byRule);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /// Against a model that counts. Time is so short that every instant can be looked at, releases
  /// are rounded up so that equal ones happen, grants overlap and end before and after them.
  @ParameterizedTest
  @MethodSource("seeds")
  void saysWhatCountingSays(long seed) {
    Random random = new Random(seed);
    int limit = 1 + random.nextInt(4);
    int window = 8 + random.nextInt(20);
    int rounding = 1 + random.nextInt(5);
    List<Submission> all = new ArrayList<>();
    List<Grant> grants = new ArrayList<>();
    for (int now = 0; now < 120; now += random.nextInt(4)) {
      if (random.nextInt(12) == 0 && grants.stream().mapToInt(Grant::extra).sum() < 16) {
        grants.add(grant(1 + random.nextInt(3), now + 1 + random.nextInt(30)));
      }
      List<Submission> kept =
          all.subList(0, Math.min(all.size(), Limit.SUBMISSION_SLOTS.standard()));
      QuotaRegister register = new QuotaRegister(kept, grants, grants.size());
      Quota quota = register.at(START.plusMillis(now), limit);

      assertThat(quota.used()).isEqualTo(used(all, now));
      assertThat(quota.limit()).isEqualTo(allowed(grants, limit, now));
      assertThat(quota.nextAvailableAt()).isEqualTo(firstFree(all, grants, limit, now));
      // What the store's condition asks of the one slot.
      int slot = quota.limit();
      boolean released =
          kept.size() < slot || !kept.get(slot - 1).releasesAt().isAfter(START.plusMillis(now));
      assertThat(released).isEqualTo(quota.free());

      if (quota.free() && random.nextInt(3) > 0) {
        int release = (now + window + rounding - 1) / rounding * rounding;
        all.addFirst(releasedAt(release));
        assertThat(used(all, now)).isLessThanOrEqualTo(quota.limit());
      }
    }
    assertThat(all).isNotEmpty();
  }

  private static int used(List<Submission> submissions, int now) {
    return (int)
        submissions.stream().filter(s -> s.releasesAt().isAfter(START.plusMillis(now))).count();
  }

  private static int allowed(List<Grant> grants, int limit, int now) {
    int allowed = limit;
    for (Grant grant : grants) {
      if (START.plusMillis(now).isBefore(grant.endsAt())) {
        allowed += grant.extra();
      }
    }
    return allowed;
  }

  private static @Nullable Instant firstFree(
      List<Submission> submissions, List<Grant> grants, int limit, int now) {
    for (int at = now; ; at++) {
      if (used(submissions, at) < allowed(grants, limit, at)) {
        return at == now ? null : START.plusMillis(at);
      }
    }
  }
}
