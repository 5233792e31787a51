package io.partway.ingestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.ingest.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever can be reported comes back as it was, from either format.
class RoundTripTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothFormatsTellTheSame(long seed) {
    RandomFacts facts = new RandomFacts(seed);
    for (int i = 0; i < 500; i++) {
      Report.Observed report = facts.next();

      assertThat(Files.report("a.jsonl", RandomFacts.json(report))).isEqualTo(report);
      assertThat(Files.report("a.csv", RandomFacts.csv(report))).isEqualTo(report);
    }
  }
}
