package io.partway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.eligibility.BlockerRule;
import io.partway.core.party.Role;
import io.partway.core.request.Refusal;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class WordTest {
  @Test
  void wordsAreLowerKebabCase() {
    assertThat(Arrays.stream(Refusal.values()).map(Refusal::word))
        .containsExactly(
            "role-not-allowed",
            "not-your-side",
            "already-decided",
            "request-expired",
            "association-ended",
            "request-pending",
            "ineligible",
            "quota-exceeded");
    assertThat(Arrays.stream(BlockerRule.values()).map(BlockerRule::word))
        .containsExactly(
            "independent-accounting-member",
            "manually-frozen",
            "reserved-instance",
            "partner-support-plan",
            "service-support-plan",
            "member-support-plan",
            "hold");
  }

  @Test
  void wordsDoNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(BlockerRule.INDEPENDENT_ACCOUNTING_MEMBER.word())
          .isEqualTo("independent-accounting-member");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everyWordIsReadBackAndNothingElse() {
    for (Role role : Role.values()) {
      assertThat(Word.parse(Role.class, role.word())).contains(role);
    }
    assertThat(Word.parse(Role.class, "ADMIN")).isEmpty();
    assertThat(Word.parse(Role.class, "account_manager")).isEmpty();
    assertThat(Word.parse(Role.class, " admin")).isEmpty();
    assertThat(Word.parse(Role.class, "")).isEmpty();
  }
}
