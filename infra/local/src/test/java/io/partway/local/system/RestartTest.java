package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @Test
  void keepsItsStateInTheDataFolder(@TempDir Path folder) throws Exception {
    var options = LocalOptions.forTests().withData(folder);
    String id;
    try (var client = HttpClient.newHttpClient()) {
      try (var system = LocalSystem.start(options)) {
        var nobody = Caller.nobody(system, client);
        nobody
            .takeIn("application/x-ndjson", Lines.clear("c1", "p", 1, "2025-03-01T08:00:00Z"))
            .expect(200);
        nobody.setClock("2031-01-01T00:00:00Z").expect(200);
        id =
            nobody
                .as("u", "partner", "p", "admin")
                .submit("c1", "k1")
                .expect(201)
                .text("/requestId");
      }
      try (var system = LocalSystem.start(options)) {
        var partner = Caller.nobody(system, client).as("u", "partner", "p", "admin");
        var request = partner.get("/v1/associations/c1/requests/" + id).expect(200);
        assertThat(request.text("/status")).isEqualTo("pending");
        assertThat(request.text("/submittedAt")).isEqualTo("2031-01-01T00:00:00.000Z");
        assertThat(system.clock().read().frozen()).isTrue();
      }
    }
  }
}
