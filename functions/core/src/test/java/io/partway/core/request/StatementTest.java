package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.message.Language;
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
            Map.ofEntries(
                Map.entry(
                    "agree-customer-1-en",
                    "d1e6de52c74a5c2330a51d6eb911b71271604a953985371d4e6bd83468c56db1"),
                Map.entry(
                    "agree-customer-1-es",
                    "8d4a0eeefce9c18d3f69bb5cdfdede366d5aba6c1db4b39042754f9761e1c8e3"),
                Map.entry(
                    "agree-customer-1-zh-Hans",
                    "6b7c83df8923f34e20528c73c32514dd53a3b3ea247aac43526942d8a6b7f876"),
                Map.entry(
                    "agree-partner-1-en",
                    "ef9b86fbd35f518efea49b3d32bcabb5237b0f9aaf282ad3587d5de14016bd3d"),
                Map.entry(
                    "agree-partner-1-es",
                    "b802c49a36357b1088ce19c8cf15746f8fdf4c3ad823f3d199d16fbb48bea7b4"),
                Map.entry(
                    "agree-partner-1-zh-Hans",
                    "7c95b37a65ea69110f642a5e3e7ad1f82ccb0bec8d9184d389d5ae391a96e0d2"),
                Map.entry(
                    "submit-customer-1-en",
                    "e4fec3ea58ad0d028d9dfb0ea1cc9b2e68ecebff85eb42b092f41afb8763ca9f"),
                Map.entry(
                    "submit-customer-1-es",
                    "2bafc5064335c0132e5d1faef60f7d70941e8c8d443482145ed2a1b7ea0db09c"),
                Map.entry(
                    "submit-customer-1-zh-Hans",
                    "9b31b235a9785d4966a71cbb59f62d891799bd0940f22a855991a3e31a4e9386"),
                Map.entry(
                    "submit-partner-1-en",
                    "e64ad24e844232c301db028bbbf475819eff959b5ae25260255d856aa0fca6a3"),
                Map.entry(
                    "submit-partner-1-es",
                    "5ee17c47a798d1feae12ac23ed12ba49f4828ae8098b2f0f6a2410fa0ea2ea2b"),
                Map.entry(
                    "submit-partner-1-zh-Hans",
                    "7e8ad1368df674e668897f774338146a662b10a910f02b9ef60ac507c9fbde3d")));
  }

  private static List<Statement> all() {
    List<Statement> all = new ArrayList<>();
    for (Statement.Act act : Statement.Act.values()) {
      for (Party party : Party.values()) {
        for (Language language : Language.values()) {
          all.add(Statement.current(act, party, language));
        }
      }
    }
    return all;
  }

  @Test
  void eachTellsWhatHappensToWhomAcknowledgesIt() {
    assertThat(all())
        .allSatisfy(s -> {
          switch (s.language()) {
            case EN -> assertThat(s.text()).contains("at once").endsWith(".");
            case ES -> assertThat(s.text()).contains("de inmediato").endsWith(".");
            case ZH_HANS -> assertThat(s.text()).contains("立即").endsWith("。");
          }
        })
        .extracting(Statement::text)
        .doesNotHaveDuplicates();
  }

  @Test
  void theHashIsLowerCaseHexSha256() {
    assertThat(new Statement("v", Language.EN, "abc").hash())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aVersionIsFoundInItsLanguageAlone() {
    for (Statement statement : all()) {
      assertThat(Statement.versioned(statement.version())).contains(statement);
    }
    assertThat(Statement.versioned("submit-partner-1")).isEmpty();
    assertThat(Statement.versioned("submit-partner-2-en")).isEmpty();
    Statement.Subject subject = new Statement.Subject(Statement.Act.AGREE, Party.CUSTOMER);
    assertThat(subject.inForce("agree-customer-1-zh-Hans")).contains(subject.in(Language.ZH_HANS));
    assertThat(subject.inForce("agree-partner-1-en")).isEmpty();
    assertThat(subject.inForce("agree-customer-1")).isEmpty();
  }
}
