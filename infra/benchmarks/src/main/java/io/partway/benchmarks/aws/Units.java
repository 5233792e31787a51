package io.partway.benchmarks.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What DynamoDB charges: capacity units, as its answers tell them where `ReturnConsumedCapacity`
/// asks for it.
public final class Units {
  private static final Set<String> READS =
      Set.of("GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] ASKING = "{\"ReturnConsumedCapacity\":\"TOTAL\",".getBytes(UTF_8);

  private BigDecimal read = BigDecimal.ZERO;
  private BigDecimal written = BigDecimal.ZERO;
  private final List<String> calls = new ArrayList<>();

  /// Read units; half a unit is an eventually consistent read of 4 KB.
  public synchronized BigDecimal read() {
    return read;
  }

  /// Write units, those of the indexes included; a transaction's count twice.
  public synchronized BigDecimal written() {
    return written;
  }

  /// The operations that were called, in their order.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// The request with the question in it.
  static byte[] asking(byte[] request) {
    byte[] asking = new byte[ASKING.length + request.length - 1];
    System.arraycopy(ASKING, 0, asking, 0, ASKING.length);
    System.arraycopy(request, 1, asking, ASKING.length, request.length - 1);
    return asking;
  }

  synchronized void add(String operation, byte[] answer) throws IOException {
    calls.add(operation);
    JsonNode consumed = JSON.readTree(answer).path("ConsumedCapacity");
    for (JsonNode each : consumed.isArray() ? consumed : List.of(consumed)) {
      BigDecimal units = each.path("CapacityUnits").decimalValue();
      if (READS.contains(operation)) {
        read = read.add(units);
      } else {
        written = written.add(units);
      }
    }
  }
}
