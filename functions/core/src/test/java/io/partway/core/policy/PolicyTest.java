package io.partway.core.policy;

import static io.partway.core.policy.Policy.Scope.INITIATOR;
import static io.partway.core.policy.Policy.Scope.PAIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.partway.core.party.Party;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyTest {
  @Test
  void standardIsTheSourcesWords() {
    assertThat(Policy.standard())
        .isEqualTo(new Policy(3, 3, INITIATOR, INITIATOR, Duration.ofDays(15), 600, 3));
  }

  @Test
  void eachSideHasAScopeOfItsOwn() {
    Policy policy = new Policy(3, 3, PAIR, INITIATOR, Duration.ofDays(15), 600, 3);
    assertThat(policy.scopeOf(Party.PARTNER)).isEqualTo(PAIR);
    assertThat(policy.scopeOf(Party.CUSTOMER)).isEqualTo(INITIATOR);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "24,120,3650,1000000"})
  void takesItsBounds(int limit, int months, int days, int reveals) {
    assertThatCode(() -> new Policy(limit, months, PAIR, PAIR, Duration.ofDays(days), reveals, 3))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0,3,15,600",
    "25,3,15,600",
    "3,0,15,600",
    "3,121,15,600",
    "3,3,0,600",
    "3,3,-1,600",
    "3,3,15,0"
  })
  void refusesWhatLiesBeyond(int limit, int months, int days, int reveals) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Policy(limit, months, PAIR, PAIR, Duration.ofDays(days), reveals, 3));
  }
}
