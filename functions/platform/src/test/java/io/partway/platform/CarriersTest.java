package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.partway.core.message.Message;
import io.partway.core.message.Message.Topic;
import io.partway.core.message.MessageSender.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// Over the wire: what goes out, and what the carriers' answers are taken for.
class CarriersTest {
  private static final Message.Email MAIL =
      new Message.Email(
          "ana@example.com", "Ein Gruß", "您的验证码 042187", null, Topic.of("verification-code"));
  private static final Message.Sms SMS =
      new Message.Sms("+4915550100123", "Código: 042187 & +", Topic.of("verification-code"));
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"));

  /// Long enough for an answer on this machine, and short enough to wait for none.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Request(String path, @Nullable String authorization, String body) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final SdkHttpClient http = AwsCrtHttpClient.builder().build();
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile CountDownLatch held = new CountDownLatch(0);
  private HttpServer server;
  private SesV2Client ses;
  private Carriers carriers;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ses =
        SesV2Client.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .endpointOverride(endpoint)
            .httpClient(http)
            .overrideConfiguration(
                o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(PATIENCE))
            .build();
    carriers =
        new Carriers(
            new SesMail(ses, "no-reply@partway.example", "partway-mails"),
            new SnsSms(
                new SignedCalls(http, CREDENTIALS, "sns", "eu-central-1", endpoint, PATIENCE)));
  }

  @AfterEach
  void stop() {
    ses.close();
    http.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      held.await();
      requests.add(
          new Request(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      byte[] body = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anEmailIsOneCallOfSes() {
    answer = "{\"MessageId\": \"m-1\"}";

    assertThat(carriers.send(MAIL)).isEqualTo(new Outcome.Accepted("m-1"));
    assertThat(requests)
        .singleElement()
        .satisfies(request -> {
          assertThat(request.path()).isEqualTo("/v2/email/outbound-emails");
          assertThat(request.authorization()).contains("/eu-central-1/ses/aws4_request");
          assertThat(request.body())
              .contains(
                  "\"FromEmailAddress\":\"no-reply@partway.example\"",
                  "\"ToAddresses\":[\"ana@example.com\"]",
                  "Ein Gruß",
                  "您的验证码 042187",
                  "\"ConfigurationSetName\":\"partway-mails\"",
                  "{\"Name\":\"about\",\"Value\":\"verification-code\"}")
              .doesNotContain("Html", "audience", SesMail.POSSIBLE_REPEAT);
        });
  }

  @Test
  void anEmailThatMayBeARepeatSaysSo() {
    answer = "{\"MessageId\": \"m-1\"}";
    carriers.send(
        new Message.Email(
            "ana@example.com",
            "S",
            "T",
            "<p>T</p>",
            Topic.of("e:v/1").told("partner-aurora").repeated()));

    assertThat(requests)
        .singleElement()
        .satisfies(request ->
            assertThat(request.body())
                .contains(
                    SesMail.POSSIBLE_REPEAT,
                    "<p>T</p>",
                    "{\"Name\":\"about\",\"Value\":\"e_v_1\"}",
                    "{\"Name\":\"audience\",\"Value\":\"partner-aurora\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, MessageRejected, refused",
    "400, BadRequestException, refused",
    "400, SendingPausedException, unavailable",
    "429, TooManyRequestsException, unavailable",
    "403, AccessDeniedException, unavailable",
    "500, InternalFailure, unavailable",
    "503, ServiceUnavailable, unavailable",
  })
  void sesIsTakenAtItsWord(int status, String code, String taken) {
    this.status = status;
    answer = "{\"__type\": \"%s\", \"message\": \"Address ana@example.com\"}".formatted(code);

    assertThat(carriers.send(MAIL))
        .isEqualTo(
            taken.equals("refused") ? new Outcome.Refused(code) : new Outcome.Unavailable(code));
    assertThat(requests).as("tried once").hasSize(1);
  }

  @Test
  void anSmsIsOneSignedCallOfSns() {
    answer =
        "<PublishResponse><PublishResult><MessageId>s-1</MessageId></PublishResult>"
            + "</PublishResponse>";

    assertThat(carriers.send(SMS)).isEqualTo(new Outcome.Accepted("s-1"));
    assertThat(requests)
        .singleElement()
        .satisfies(request -> {
          assertThat(request.path()).isEqualTo("/");
          assertThat(request.authorization())
              .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
              .contains("/eu-central-1/sns/aws4_request", "SignedHeaders=", "Signature=");
          assertThat(request.body())
              .contains(
                  "Action=Publish",
                  "PhoneNumber=%2B4915550100123",
                  "Message=C%C3%B3digo%3A+042187+%26+%2B",
                  "StringValue=Transactional");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidParameter, refused",
    "400, OptedOut, refused",
    "400, Throttled, unavailable",
    "403, AuthorizationError, unavailable",
    "500, InternalError, unavailable",
  })
  void snsIsTakenAtItsWord(int status, String code, String taken) {
    this.status = status;
    answer =
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code></Error></ErrorResponse>"
            .formatted(code);

    assertThat(carriers.send(SMS))
        .isEqualTo(
            taken.equals("refused") ? new Outcome.Refused(code) : new Outcome.Unavailable(code));
    assertThat(requests).as("tried once").hasSize(1);
  }

  @Test
  void whatIsNoAnswerIsAnOutage() {
    answer = "<html>nginx</html>";
    assertThat(carriers.send(SMS)).isEqualTo(new Outcome.Unavailable("status 200 without an id"));
    status = 502;
    assertThat(carriers.send(SMS)).isEqualTo(new Outcome.Unavailable("status 502"));
    server.stop(0);
    assertThat(carriers.send(SMS)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(carriers.send(MAIL)).isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  void whoNeverAnswersIsNotWaitedFor() {
    held = new CountDownLatch(1);
    assertThat(carriers.send(MAIL))
        .isEqualTo(new Outcome.Unavailable("ApiCallAttemptTimeoutException"));
    assertThat(carriers.send(SMS)).isEqualTo(new Outcome.Unavailable("SocketTimeoutException"));
    held.countDown();
  }

  @Test
  void noReasonTellsTheAddress() {
    status = 400;
    answer = "<ErrorResponse><Error><Code>No +4915550100123</Code></Error></ErrorResponse>";
    assertThat(carriers.send(SMS)).isEqualTo(new Outcome.Unavailable("status 400"));
  }
}
