package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.partway.core.ingest.IntakeObjects.Gone;
import io.partway.core.ingest.IntakeObjects.Ref;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Over the wire: what matters is which headers go out and what the answers are taken for.
class S3IntakeTest {
  private static final Ref OBJECT = new Ref("bucket", "in/facts.csv", "abc");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> stored = new ConcurrentHashMap<>();
  private volatile int failWith;
  private HttpServer server;
  private S3Client client;
  private S3Intake intake;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        S3Client.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .forcePathStyle(true)
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    intake = new S3Intake(client);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void readsFromAnOffsetOnTheVeryContentThatWasNamed() throws IOException {
    stored.put("/bucket/in/facts.csv", "0123456789");

    try (InputStream body = intake.open(OBJECT, 4)) {
      assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo("456789");
    }
    assertThat(requests).containsExactly("GET /bucket/in/facts.csv bytes=4- \"abc\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11})
  void thereIsNothingBehindTheEnd(int offset) throws IOException {
    stored.put("/bucket/in/facts.csv", "0123456789");

    try (InputStream body = intake.open(OBJECT, offset)) {
      assertThat(body.read()).isEqualTo(-1);
    }
  }

  @Test
  void anEmptyObjectIsRead() throws IOException {
    stored.put("/bucket/in/facts.csv", "");

    try (InputStream body = intake.open(OBJECT, 0)) {
      assertThat(body.read()).isEqualTo(-1);
    }
    assertThat(intake.size(OBJECT)).isZero();
  }

  @Test
  void aBodyMayBeLeftBeforeItsEnd() throws IOException {
    stored.put("/bucket/in/facts.csv", "x".repeat(5_000_000));

    try (InputStream body = intake.open(OBJECT, 0)) {
      assertThat(body.read()).isEqualTo('x');
    }
    assertThat(intake.size(OBJECT)).isEqualTo(5_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 412})
  void whatWasDeletedOrReplacedIsGone(int status) {
    failWith = status;

    assertThatThrownBy(() -> intake.open(OBJECT, 0)).isInstanceOf(Gone.class);
    assertThatThrownBy(() -> intake.size(OBJECT)).isInstanceOf(Gone.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500, 503})
  void whatCannotBeReadAtPresentIsAnOutage(int status) {
    failWith = status;

    assertThatThrownBy(() -> intake.open(OBJECT, 0))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(Gone.class);
    assertThatThrownBy(() -> intake.size(OBJECT))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(Gone.class);
    assertThatThrownBy(() -> intake.putBeside(OBJECT, ".refused-1.jsonl", new byte[0]))
        .isInstanceOf(IOException.class);
  }

  @Test
  void putsAReportBesideTheObject() throws IOException {
    intake.putBeside(OBJECT, ".refused-1.jsonl", "{\"line\":1}\n".getBytes(UTF_8));

    assertThat(stored.get("/bucket/in/facts.csv.refused-1.jsonl")).contains("{\"line\":1}\n");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] sent = exchange.getRequestBody().readAllBytes();
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(
          exchange.getRequestMethod()
              + " "
              + path
              + " "
              + range
              + " "
              + exchange.getRequestHeaders().getFirst("If-Match"));
      if (failWith != 0) {
        exchange.sendResponseHeaders(failWith, -1);
        return;
      }
      switch (exchange.getRequestMethod()) {
        case "PUT" -> {
          stored.put(path, new String(sent, UTF_8));
          exchange.sendResponseHeaders(200, -1);
        }
        case "HEAD" -> {
          exchange
              .getResponseHeaders()
              .set("Content-Length", String.valueOf(stored.getOrDefault(path, "").length()));
          exchange.sendResponseHeaders(200, -1);
        }
        default -> {
          byte[] content = stored.getOrDefault(path, "").getBytes(UTF_8);
          int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
          if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
          } else {
            exchange.sendResponseHeaders(206, content.length - from);
            exchange.getResponseBody().write(content, from, content.length - from);
          }
        }
      }
    }
  }
}
