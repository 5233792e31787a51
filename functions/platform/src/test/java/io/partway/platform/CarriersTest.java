package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.avaje.jsonb.Jsonb;
import io.partway.core.message.Message;
import io.partway.core.message.Message.Topic;
import io.partway.core.message.MessageSender.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/// Over the wire: what goes out, and what the carriers' answers are taken for.
class CarriersTest {
  private static final Message.Email MAIL =
      new Message.Email(
          "ana@example.com", "Ein Gruß", "您的验证码 042187", null, Topic.of("verification-code"));
  private static final Message.Sms SMS =
      new Message.Sms("+4915550100123", "Código: 042187 & +", Topic.of("verification-code"));
  private static final String SENDER = "no-reply@partway.example";
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"));

  /// Long enough for an answer on this machine, and short enough to wait for none.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Request(
      String method,
      String path,
      @Nullable String contentType,
      @Nullable String authorization,
      String body) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final SdkHttpClient http = AwsCrtHttpClient.builder().build();
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile Optional<String> errorType = Optional.empty();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private HttpServer server;
  private URI endpoint;
  private Carriers carriers;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    carriers =
        new Carriers(new SesMail(calls("ses"), SENDER, "partway-mails"), new SnsSms(calls("sns")));
  }

  private SignedCalls calls(String service) {
    return new SignedCalls(http, CREDENTIALS, service, "eu-central-1", endpoint, PATIENCE);
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      held.await();
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      byte[] body = answer.getBytes(UTF_8);
      errorType.ifPresent(type -> exchange.getResponseHeaders().add("x-amzn-ErrorType", type));
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
                  "\"ConfigurationSetName\":\"partway-mails\"")
              .doesNotContain("Html", "audience", SesMail.POSSIBLE_REPEAT);
          assertThat(tags(request)).isEqualTo(List.of(tag("about", "verification-code")));
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
        .satisfies(request -> {
          assertThat(request.body()).contains(SesMail.POSSIBLE_REPEAT, "<p>T</p>");
          assertThat(tags(request))
              .isEqualTo(List.of(tag("about", "e_v_1"), tag("audience", "partner-aurora")));
        });
  }

  /// In whatever order the members of each stand.
  private static Object tags(Request request) {
    return Objects.requireNonNull(((Map<?, ?>) json(request)).get("EmailTags"));
  }

  private static Map<String, String> tag(String name, String value) {
    return Map.of("Name", name, "Value", value);
  }

  static Stream<Arguments> mails() {
    Topic code = Topic.of("verification-code");
    Topic told = Topic.of("e:v/1").told("partner-aurora");
    String awkward = "„Tschüß“\t\"a\\b\"</script> 您 \uD83D\uDE00\u2028\u0001\r\n.";
    return Stream.of(
        Arguments.of(MAIL, "partway-mails"),
        Arguments.of(MAIL, null),
        Arguments.of(new Message.Email("a@example.com", "S", "T", "<p>T</p>", told), "m"),
        Arguments.of(new Message.Email("a@example.com", "S", "T", null, told.repeated()), "m"),
        Arguments.of(new Message.Email("a@example.com", awkward, awkward, awkward, code), "m"));
  }

  @ParameterizedTest
  @MethodSource("mails")
  void anEmailIsTheCallThatTheSdkMakes(Message.Email mail, @Nullable String mailSet) {
    answer = "{\"MessageId\": \"m-1\"}";
    new SesMail(calls("ses"), SENDER, mailSet).send(mail);
    try (SesV2Client sdk =
        SesV2Client.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .endpointOverride(endpoint)
            .httpClient(http)
            .build()) {
      sdk.sendEmail(bySdk(mail, mailSet));
    }

    assertThat(requests).hasSize(2);
    Request ours = requests.getFirst();
    Request sdks = requests.getLast();
    assertThat(ours.method()).isEqualTo(sdks.method());
    assertThat(ours.path()).isEqualTo(sdks.path());
    assertThat(ours.contentType()).isEqualTo(sdks.contentType());
    assertThat(scope(ours)).isEqualTo(scope(sdks)).endsWith("/eu-central-1/ses/aws4_request");
    assertThat(json(ours)).isEqualTo(json(sdks));
  }

  private static SendEmailRequest bySdk(Message.Email mail, @Nullable String mailSet) {
    Topic topic = mail.topic();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("about", topic.about().replaceAll("[:/]", "_"));
    if (topic.audience() != null) {
      tags.put("audience", topic.audience());
    }
    return SendEmailRequest.builder()
        .fromEmailAddress(SENDER)
        .configurationSetName(mailSet)
        .destination(d -> d.toAddresses(mail.to()))
        .content(c ->
            c.simple(m ->
                m.subject(text(mail.subject()))
                    .body(b ->
                        b.text(text(mail.text()))
                            .html(mail.html() == null ? null : text(mail.html())))
                    .headers(
                        topic.possibleRepeat()
                            ? List.of(
                                MessageHeader.builder()
                                    .name(SesMail.POSSIBLE_REPEAT)
                                    .value("yes")
                                    .build())
                            : List.of())))
        .emailTags(
            tags.entrySet().stream()
                .map(t -> MessageTag.builder().name(t.getKey()).value(t.getValue()).build())
                .toList())
        .build();
  }

  private static Content text(String data) {
    return Content.builder().charset("UTF-8").data(data).build();
  }

  /// What a signature is good for, without the time of it.
  private static String scope(Request request) {
    return String.valueOf(request.authorization())
        .replaceFirst(".*Credential=AKID/[0-9]+([^,]*),.*", "$1");
  }

  private static Object json(Request request) {
    return Jsonb.builder().build().type(Object.class).fromJson(request.body());
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

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "MessageRejected, {}, MessageRejected",
        "MessageRejected, none, MessageRejected",
        "MessageRejected:http://internal.amazon.com/coral/ses/, {}, MessageRejected",
        "com.amazonaws.ses#MessageRejected:http://internal.amazon.com/, {}, MessageRejected",
        "MessageRejected, {\"__type\": \"BadRequestException\"}, MessageRejected",
        "none, {\"__type\": \"com.amazonaws.ses#BadRequestException\"}, BadRequestException",
        "none, {\"code\": \"MessageRejected\"}, MessageRejected",
      })
  void sesSaysItInAHeaderOrInItsAnswer(
      @Nullable String errorType, @Nullable String answer, String code) {
    status = 400;
    this.errorType = Optional.ofNullable(errorType);
    this.answer = answer == null ? "" : answer;

    assertThat(carriers.send(MAIL)).isEqualTo(new Outcome.Refused(code));
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
    for (Message message : List.of(MAIL, SMS)) {
      status = 200;
      assertThat(carriers.send(message))
          .isEqualTo(new Outcome.Unavailable("status 200 without an id"));
      status = 502;
      assertThat(carriers.send(message)).isEqualTo(new Outcome.Unavailable("status 502"));
    }
    server.stop(0);
    assertThat(carriers.send(SMS)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(carriers.send(MAIL)).isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  void whoNeverAnswersIsNotWaitedFor() {
    held = new CountDownLatch(1);
    assertThat(carriers.send(MAIL)).isEqualTo(new Outcome.Unavailable("SocketTimeoutException"));
    assertThat(carriers.send(SMS)).isEqualTo(new Outcome.Unavailable("SocketTimeoutException"));
    held.countDown();
  }

  @Test
  void noReasonTellsTheAddress() {
    status = 400;
    answer = "<ErrorResponse><Error><Code>No +4915550100123</Code></Error></ErrorResponse>";
    assertThat(carriers.send(SMS)).isEqualTo(new Outcome.Unavailable("status 400"));
    answer = "{\"__type\": \"No ana@example.com\"}";
    assertThat(carriers.send(MAIL)).isEqualTo(new Outcome.Unavailable("status 400"));
  }
}
