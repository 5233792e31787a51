package io.partway.benchmarks.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class UnitsTest {
  @Test
  void requestsAskWhatTheyCost() {
    assertThat(Units.asking("{\"TableName\":\"t\"}".getBytes(UTF_8)))
        .asString(UTF_8)
        .isEqualTo("{\"ReturnConsumedCapacity\":\"TOTAL\",\"TableName\":\"t\"}");
  }

  @Test
  void readsAndWritesAreAddedUpApart() throws IOException {
    Units units = new Units();
    units.add("GetItem", "{\"ConsumedCapacity\":{\"CapacityUnits\":0.5}}".getBytes(UTF_8));
    units.add(
        "BatchGetItem",
        "{\"ConsumedCapacity\":[{\"CapacityUnits\":1.0},{\"CapacityUnits\":2.5}]}".getBytes(UTF_8));
    units.add(
        "TransactWriteItems", "{\"ConsumedCapacity\":[{\"CapacityUnits\":14.0}]}".getBytes(UTF_8));
    units.add("PutItem", "{}".getBytes(UTF_8));
    assertThat(units.read()).isEqualByComparingTo("4");
    assertThat(units.written()).isEqualByComparingTo("14");
    assertThat(units.calls())
        .containsExactly("GetItem", "BatchGetItem", "TransactWriteItems", "PutItem");
  }
}
