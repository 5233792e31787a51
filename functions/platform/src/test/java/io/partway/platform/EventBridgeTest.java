package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/// Real calls over HTTP to something that answers as EventBridge does.
class EventBridgeTest {
  private static final String SECRET = "secret-key";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=(\\S+?)/(\\d{8})/eu-west-1/events/aws4_request, ?"
              + "SignedHeaders=(\\S+?), ?Signature=([0-9a-f]{64})");

  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  private final SdkHttpClient http = AwsCrtHttpClient.create();
  private final HttpServer server;
  private volatile IntFunction<Answer> answers = _ -> taken(10);

  private record Answer(int status, String body) {}

  EventBridgeTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
    assertThat(faults).isEmpty();
  }

  private EventBridge bridge() {
    return new EventBridge(
        new SignedCalls(
            http,
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("AKID", SECRET, "session-token")),
            "events",
            "eu-west-1",
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            SignedCalls.PATIENCE),
        "partway-bus");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        check(exchange, body);
      } catch (GeneralSecurityException | AssertionError e) {
        faults.add(e.toString());
      }
      bodies.add(new String(body, UTF_8));
      Answer answer = answers.apply(bodies.size());
      byte[] bytes = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /// Signature Version 4, computed again from what has arrived.
  private static void check(HttpExchange exchange, byte[] body) throws GeneralSecurityException {
    assertThat(exchange.getRequestMethod()).isEqualTo("POST");
    assertThat(header(exchange, "X-Amz-Target")).isEqualTo("AWSEvents.PutEvents");
    assertThat(header(exchange, "Content-Type")).isEqualTo("application/x-amz-json-1.1");
    Matcher authorization = AUTHORIZATION.matcher(header(exchange, "Authorization"));
    assertThat(authorization.matches()).as(header(exchange, "Authorization")).isTrue();
    String signedHeaders = authorization.group(3);
    assertThat(List.of(signedHeaders.split(";", -1)))
        .contains("host", "x-amz-date", "x-amz-security-token", "x-amz-target");
    String canonical =
        Stream.of(
                Stream.of("POST", "/", ""),
                Stream.of(signedHeaders.split(";", -1))
                    .map(name -> name + ":" + header(exchange, name).strip()),
                Stream.of("", signedHeaders, sha256(body)))
            .flatMap(lines -> lines)
            .collect(Collectors.joining("\n"));
    String day = authorization.group(2);
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            header(exchange, "X-Amz-Date"),
            day + "/eu-west-1/events/aws4_request",
            sha256(canonical.getBytes(UTF_8)));
    byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String part : List.of(day, "eu-west-1", "events", "aws4_request")) {
      key = hmac(key, part);
    }
    assertThat(authorization.group(4)).isEqualTo(HexFormat.of().formatHex(hmac(key, toSign)));
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static Answer taken(int count) {
    return new Answer(
        200,
        IntStream.range(0, count)
            .mapToObj(i -> "{\"EventId\":\"" + i + "\"}")
            .collect(Collectors.joining(",", "{\"FailedEntryCount\":0,\"Entries\":[", "]}")));
  }

  private static List<Bus.Entry> entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Bus.Entry("partway", "Something", Map.of("id", "event-" + i + ".")))
        .toList();
  }

  @Test
  void putsTenAtOnceSigned() throws IOException {
    bridge().put(entries(23));
    assertThat(bodies).hasSize(3);
    assertThat(bodies.getFirst())
        .startsWith("{\"Entries\":[{\"EventBusName\":\"partway-bus\",\"Source\":\"partway\",")
        .contains("\"Detail\":\"{\\\"id\\\":\\\"event-0.\\\"}\"")
        .contains("event-9.")
        .doesNotContain("event-10.");
    assertThat(bodies.getLast()).contains("event-22.").doesNotContain("event-19.");
  }

  @Test
  void putsAgainWhatWasNotTakenAndNothingElse() throws IOException {
    answers =
        call ->
            call == 1
                ? new Answer(
                    200,
                    "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"1\"},"
                        + "{\"ErrorCode\":\"ThrottlingException\"},{\"EventId\":\"3\"}]}")
                : taken(1);
    bridge().put(entries(3));
    assertThat(bodies).hasSize(2);
    assertThat(bodies.getLast()).contains("event-1.").doesNotContain("event-0.", "event-2.");
  }

  @Test
  void givesUpWithoutAWordOfWhatWasSent() {
    answers = _ -> new Answer(500, "{\"message\":\"internal\"}");
    assertThatThrownBy(() -> bridge().put(entries(2)))
        .isInstanceOf(IOException.class)
        .hasMessage("the bus has refused 2 events");
    assertThat(bodies).hasSize(3);
  }

  @Test
  void putsNothingWhenThereIsNothing() throws IOException {
    bridge().put(List.of());
    assertThat(bodies).isEmpty();
  }
}
