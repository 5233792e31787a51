package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.partway.core.operations.DeadLetters.Depth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/// Queues that answer, refuse, talk nonsense or say nothing.
class SqsDeadLettersTest {
  private final CountDownLatch silence = new CountDownLatch(1);
  private final SdkHttpClient http = AwsCrtHttpClient.builder().build();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.createContext(
        "/",
        exchange -> {
          String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          if (asked.contains("silent")) {
            try {
              silence.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
          boolean refused = asked.contains("forbidden");
          String answer =
              asked.contains("nonsense")
                  ? "{\"Attributes\": {\"ApproximateNumberOfMessages\": \"many\"}}"
                  : "{\"Attributes\": {\"ApproximateNumberOfMessages\": \"3\","
                      + " \"ApproximateNumberOfMessagesNotVisible\": \"2\"}}";
          byte[] body = (refused ? "{\"__type\": \"AccessDenied\"}" : answer).getBytes(UTF_8);
          boolean right =
              "AmazonSQS.GetQueueAttributes".equals(target)
                  && exchange
                      .getRequestHeaders()
                      .getFirst("Authorization")
                      .contains("/eu-west-1/sqs/aws4_request");
          exchange.sendResponseHeaders(refused ? 403 : right ? 200 : 400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    silence.countDown();
    server.stop(0);
    http.close();
  }

  private SqsDeadLetters queues(Map<String, String> queues) {
    return new SqsDeadLetters(
        () ->
            new SignedCalls(
                http,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                "sqs",
                "eu-west-1",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                SignedCalls.PATIENCE),
        queues);
  }

  @Test
  void countsWhatIsVisibleAndWhatSomebodyLooksAt() {
    assertThat(queues(Map.of("b", "https://sqs/b", "a", "https://sqs/a")).depths())
        .containsExactly(new Depth("a", 5L), new Depth("b", 5L));
  }

  @Test
  void whoDoesNotAnswerHoldsNobodyUp() {
    assertThat(
            queues(
                    Map.of(
                        "a", "https://sqs/silent",
                        "b", "https://sqs/forbidden",
                        "c", "https://sqs/nonsense",
                        "d", "https://sqs/d"))
                .depths())
        .containsExactly(
            new Depth("a", null), new Depth("b", null), new Depth("c", null), new Depth("d", 5L));
  }

  @Test
  void nobodyIsCalledWhereThereAreNone() {
    SqsDeadLetters none =
        new SqsDeadLetters(
            () -> {
              throw new AssertionError("called");
            },
            Map.of());
    assertThat(none.depths()).isEqualTo(List.of());
  }
}
