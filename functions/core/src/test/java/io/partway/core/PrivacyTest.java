package io.partway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.Names;
import io.partway.core.history.Person;
import io.partway.core.party.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What ends in a log by mistake tells nothing.
final class PrivacyTest {
  @Test
  void nothingPersonalOrSecretIsInAText() {
    List<Object> values =
        List.of(
            new Origin("192.0.2.7", "Gecko"),
            new Person("ana.aurora", new Origin("192.0.2.7", "Gecko")),
            new Names("Gecko Ltd", "ana.aurora"),
            Samples.PROFILE,
            KeyRing.of("a-value-that-nobody-may-see-anywhere"),
            KeyRing.of("a-value-that-nobody-may-see-anywhere").newest(),
            SecretKeys.of(KeyRing.of("a-value-that-nobody-may-see-anywhere")));

    for (Object value : values) {
      assertThat(value.toString())
          .as(value.getClass().getSimpleName())
          .isNotEmpty()
          .doesNotContain("192.0.2.7", "Gecko", "ana", "Ana", "Nordlicht", "151", "nobody-may-see");
    }
  }
}
