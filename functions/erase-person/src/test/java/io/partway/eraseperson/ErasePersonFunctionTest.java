package io.partway.eraseperson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.party.Party;
import io.partway.core.record.ViewHistory.History;
import io.partway.core.request.Decision;
import io.partway.gateway.EventFailed;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.RecordedContext;
import io.partway.testkit.function.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who is to be erased in, counts out, everything between as deployed.
@ExtendWith(EmbeddedDynamoDb.class)
final class ErasePersonFunctionTest {
  private static final String WHOM =
      "{\"party\":\"partner\",\"partyId\":\"p-north\",\"subject\":\"u-admin-p-north\"%s}";

  private final World world;
  private final ErasePersonFunction function;
  private final List<String> logged = new ArrayList<>();

  ErasePersonFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new ErasePersonFunction(world.host(ErasePersonFunction.class));
  }

  @BeforeEach
  void live() {
    world.establish("c-1", "p-north");
    String request = world.submit("c-1", "p-north", Party.PARTNER);
    world.decide("c-1", "p-north", request, Party.CUSTOMER, Decision.AGREE);
  }

  private String erase(String event, int remainingMillis) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordedContext context = new RecordedContext(remainingMillis);
    try {
      function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, context);
    } finally {
      logged.addAll(context.lines());
    }
    return out.toString(UTF_8);
  }

  private String erase(String event) throws IOException {
    return erase(event, 60_000);
  }

  @Test
  void aPersonIsTakenOutAndTheChainHolds() throws IOException {
    assertThat(erase(WHOM.formatted("")))
        .isEqualTo("{\"erased\":1,\"skipped\":0,\"complete\":true,\"after\":null}");

    for (Party reader : Party.values()) {
      History history = world.history("c-1", "p-north", reader);
      assertThat(history.broken()).isNull();
      assertThat(history.entries()).hasSize(3);
      // The other side's person is still there, for his own side.
      assertThat(history.entries())
          .filteredOn(line -> line.person() != null)
          .hasSize(reader == Party.CUSTOMER ? 1 : 0);
    }
    assertThat(erase(WHOM.formatted(",\"after\":null")))
        .isEqualTo("{\"erased\":0,\"skipped\":0,\"complete\":true,\"after\":null}");
    assertThat(logged)
        .hasSize(2)
        .noneMatch(line -> line.contains("u-admin-p-north") || line.contains("p-north"))
        .first()
        .asString()
        .contains("\"erased\":1", "\"complete\":true");
  }

  @Test
  void whatHasNoTimeGoesOnWhereItStopped() throws IOException {
    String after = "";
    int calls = 0;
    int erased = 0;
    String answer;
    do {
      // Less than it leaves for its last page: one page a call.
      answer = erase(WHOM.formatted(after), 1_000);
      erased += answer.contains("\"erased\":1") ? 1 : 0;
      after = ",\"after\":" + answer.replaceAll(".*\"after\":|}$", "");
      calls++;
    } while (answer.contains("\"complete\":false"));
    assertThat(erased).isOne();
    assertThat(calls).isGreaterThan(1);
    assertThat(world.history("c-1", "p-north", Party.PARTNER).entries())
        .allMatch(line -> line.person() == null);
  }

  @Test
  void refusesWhatDoesNotSayWhomWithoutAWordOfIt() {
    for (String event :
        List.of(
            "",
            "{}",
            "[]",
            "{\"party\":\"operator\",\"partyId\":\"p\",\"subject\":\"jane\"}",
            "{\"party\":\"partner\",\"partyId\":\"p jane\",\"subject\":\"jane\"}",
            "{\"party\":\"partner\",\"partyId\":\"p\",\"subject\":\" \"}",
            "{\"party\":\"partner\",\"partyId\":\"p\"}",
            "{\"party\":\"partner\",\"partyId\":\"p\",\"subject\":\"jane\",\"role\":\"admin\"}",
            "{\"party\":\"partner\",\"partyId\":\"p\",\"subject\":\"jane\",\"after\":\"jane\"}",
            "{\"party\":\"partner\",\"partyId\":\"p\",\"subject\":\"jane\",\"subject\":\"joe\"}",
            "{\"party\":\"partner\",\"partyId\":\"p\",\"subject\":\"jane\",\"after\":7}")) {
      assertThatThrownBy(() -> erase(event))
          .as(event)
          .isInstanceOf(EventFailed.class)
          .message()
          .doesNotContain("jane");
    }
    assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("jane"));
  }
}
