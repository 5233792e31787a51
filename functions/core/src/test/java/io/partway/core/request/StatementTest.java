package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.party.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StatementTest {
  /// People have acknowledged these very texts, and the records name them by version. A changed
  /// text is a new version: change both here, never the hash alone.
  @Test
  void aVersionIsForEverTheSameText() {
    Map<String, String> hashes = new TreeMap<>();
    for (Statement statement : all()) {
      hashes.put(statement.version(), statement.hash());
    }
    assertThat(hashes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "submit-partner-1",
                "e64ad24e844232c301db028bbbf475819eff959b5ae25260255d856aa0fca6a3",
                "submit-customer-1",
                "e4fec3ea58ad0d028d9dfb0ea1cc9b2e68ecebff85eb42b092f41afb8763ca9f",
                "agree-partner-1",
                "ef9b86fbd35f518efea49b3d32bcabb5237b0f9aaf282ad3587d5de14016bd3d",
                "agree-customer-1",
                "d1e6de52c74a5c2330a51d6eb911b71271604a953985371d4e6bd83468c56db1"));
  }

  private static List<Statement> all() {
    List<Statement> all = new ArrayList<>();
    for (Statement.Act act : Statement.Act.values()) {
      for (Party party : Party.values()) {
        all.add(Statement.current(act, party));
      }
    }
    return all;
  }

  @Test
  void eachTellsWhatHappensToWhomAcknowledgesIt() {
    assertThat(all())
        .allSatisfy(s -> assertThat(s.text()).contains("at once").endsWith("."))
        .extracting(Statement::text)
        .doesNotHaveDuplicates();
  }

  @Test
  void theHashIsLowerCaseHexSha256() {
    assertThat(new Statement("v", "abc").hash())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
