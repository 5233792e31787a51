package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.FunctionHost;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import io.partway.local.sam.NeedsSam;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The functions in SAM's emulator: their deployment packages, in containers of Lambda's image.
@NeedsSam
class SamEndToEndTest extends EndToEndSuite {
  private String overdue = "";

  /// The functions over there go by the clock on the wall. So that there is something for the
  /// schedule to do, a system whose clock is 16 days behind has been here before.
  @Override
  LocalSystem start(Path folder) throws Exception {
    var clock = folder.resolve("clock.json");
    Files.writeString(clock, "{\"offset\": \"PT-384H\"}");
    var options = LocalOptions.forTests().withData(folder);
    try (var before = LocalSystem.start(options.withoutSchedule());
        var client = HttpClient.newHttpClient()) {
      var somebody = Caller.nobody(before, client);
      somebody.takeIn("application/x-ndjson", Lines.clear("silent", "p9", 1, SINCE)).expect(200);
      overdue =
          somebody
              .as("u-p9", "partner", "p9", "admin")
              .submit("silent", "k1")
              .expect(201)
              .text("/requestId");
    }
    Files.delete(clock);
    return LocalSystem.start(options.withFunctions(new FunctionHost.Sam()));
  }

  @Test
  void aRequestExpiresByAScheduleEvent() throws Exception {
    var path = "/v1/associations/silent/requests/" + overdue;
    assertThat(partner("p9").get(path).expect(200).text("/status")).isEqualTo("expired");

    system.runSchedule();

    // Readers have seen it before; that it is told shows that it has been written down.
    assertThat(nobody.get("/local/events").expect(200).body().findValuesAsText("detail-type"))
        .contains("DisassociationExpired");
    assertThat(partner("p9").get(path).expect(200).text("/status")).isEqualTo("expired");
  }
}
