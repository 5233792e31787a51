package io.partway.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Hold;
import io.partway.core.eligibility.Facts.Member;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The summary on which conditions are built says at every instant what the full facts say.
final class ClearanceTest {
  private static final Instant NOW = Samples.NOW;

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void blocksExactlyWhenSomethingIsInTheWay(long seed) {
    Facts facts = facts(new Random(seed));
    Clearance clearance = Clearance.of(facts);
    for (int offset = -3; offset <= 3; offset++) {
      Instant now = NOW.plusMillis(offset);
      for (BlockerRule rule : BlockerRule.values()) {
        assertThat(rule.blocks(clearance, now))
            .as("%s at %d ms of %s", rule, offset, facts)
            .isEqualTo(!rule.resources(facts, Samples.PAIR, now).isEmpty());
      }
      List<Blocker> blockers = BlockerRule.all(facts, Samples.PAIR, now);
      assertThat(clearance.clearAt(now)).isEqualTo(blockers.isEmpty());
      assertThat(blockers).allSatisfy(b -> assertThat(b.resources()).isNotEmpty());
    }
  }

  private static Facts facts(Random random) {
    return new Facts(
        random.nextInt(8) == 0 ? null : new Reported<>(account(random), 1, NOW),
        random.nextInt(8) == 0 ? null : new Reported<>(billing(random), 1, NOW));
  }

  private static Account account(Random random) {
    List<Member> members =
        some(
            random,
            () ->
                new Member(
                    "m-" + random.nextInt(100),
                    random.nextInt(4) == 0 ? Accounting.INDEPENDENT : Accounting.UNIFIED,
                    random.nextBoolean() ? null : instant(random)));
    return new Account(random.nextBoolean(), members, random.nextInt(4) == 0, random.nextBoolean());
  }

  private static Billing billing(Random random) {
    Supplier<Term> term = () -> new Term("t-" + random.nextInt(100), instant(random));
    return new Billing(
        some(random, term),
        some(random, term),
        some(random, term),
        random.nextInt(4) == 0 ? List.of(new Hold("h", Actor.OPERATOR, null)) : List.of());
  }

  private static <T> List<T> some(Random random, Supplier<T> one) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> one.get()).toList();
  }

  private static Instant instant(Random random) {
    return NOW.plusMillis(random.nextInt(-3, 4));
  }

  @Test
  void holdsAreCounted() {
    Facts facts =
        Samples.facts(
            Samples.account(),
            new Billing(
                List.of(),
                List.of(),
                List.of(),
                Stream.of("a", "b").map(code -> new Hold(code, Actor.PARTNER, null)).toList()));
    assertThat(Clearance.of(facts).holds()).isEqualTo(2);
    assertThat(Clearance.of(facts).clearAt(NOW)).isFalse();
  }

  @Test
  void keepsTheLatestEndOfEachKind() {
    Facts facts =
        Samples.facts(
            new Account(
                true,
                List.of(
                    new Member("m-1", Accounting.UNIFIED, NOW.plusSeconds(9)),
                    new Member("m-2", Accounting.INDEPENDENT, NOW.plusSeconds(99)),
                    new Member("m-3", Accounting.UNIFIED, NOW.plusSeconds(8))),
                false,
                false),
            new Billing(
                List.of(new Term("a", NOW.plusSeconds(1)), new Term("b", NOW.plusSeconds(3))),
                List.of(new Term("c", NOW.plusSeconds(5)), new Term("d", NOW.plusSeconds(4))),
                List.of(new Term("e", NOW.plusSeconds(6))),
                List.of()));
    assertThat(Clearance.of(facts))
        .isEqualTo(
            new Clearance(
                true,
                1,
                false,
                NOW.plusSeconds(3),
                NOW.plusSeconds(5),
                NOW.plusSeconds(6),
                NOW.plusSeconds(9),
                0));
  }
}
