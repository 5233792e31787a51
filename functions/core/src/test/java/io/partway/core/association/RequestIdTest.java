package io.partway.core.association;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.party.Ids;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RequestIdTest {
  /// Records that exist are found by these ids: the derivation may never change.
  @Test
  void isDerivedAsItAlwaysWas() {
    assertThat(RequestId.derive(Party.PARTNER, Samples.pair("c-1", "p-1"), "key-1").value())
        .isEqualTo("K8uTUKixVJsFYbAfhvjVTg2O");
    assertThat(RequestId.derive(Party.CUSTOMER, Samples.pair("c-1", "p-1"), "key-1").value())
        .isEqualTo("6gVlblA7oKlie9GSxpeTNw6n");
  }

  @Test
  void everyPartTellsIdsApart() {
    List<String> ids = List.of("a", "b", "a-b", "ab", "-", "A");
    List<String> keys = List.of("a", "b", "a-b", "ab", "!", "A", "a\nb");
    Set<RequestId> seen = new HashSet<>();
    int drawn = 0;
    for (Party party : Party.values()) {
      for (String customer : ids) {
        for (String partner : ids) {
          for (String key : keys) {
            seen.add(RequestId.derive(party, Samples.pair(customer, partner), key));
            drawn++;
          }
        }
      }
    }
    assertThat(seen).hasSize(drawn);
  }

  @Test
  void isWellFormedAndFreeOfTheIdsItIsMadeOf() {
    Pair pair = Samples.PAIR;
    String id = RequestId.derive(Party.PARTNER, pair, "~".repeat(128)).value();
    assertThat(Ids.wellFormed(id)).isTrue();
    assertThat(id).hasSize(24).doesNotContain("partner", "customer");
  }
}
