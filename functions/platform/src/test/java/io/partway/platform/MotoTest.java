package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.partway.core.message.Message;
import io.partway.core.message.Message.Topic;
import io.partway.core.message.MessageSender.Outcome;
import io.partway.core.operations.DeadLetters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/// The carriers and the queues against moto's SES, SNS and SQS, which read the calls as the
/// services do.
///
/// It is had from PyPI by `infra/moto/run`. Where that cannot be, the test is skipped and says so,
/// unless `MOTO_REQUIRED=1`.
class MotoTest {
  private static final int UNAVAILABLE = 69;
  private static final String SENDER = "no-reply@partway.example";
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  @TempDir Path folder;

  private final SdkHttpClient http = AwsCrtHttpClient.builder().build();
  private Process moto;
  private BufferedReader output;
  private Writer input;
  private URI endpoint;
  private SignedCalls ses;
  private Carriers carriers;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Path errors = folder.resolve("moto.log");
    moto = new ProcessBuilder(script()).redirectError(errors.toFile()).start();
    output = moto.inputReader(UTF_8);
    input = moto.outputWriter(UTF_8);
    String url = output.readLine();
    if (url == null) {
      String why = Files.readString(errors);
      if (moto.waitFor() == UNAVAILABLE && !"1".equals(System.getenv("MOTO_REQUIRED"))) {
        abort(why);
      }
      throw new AssertionError(why);
    }
    endpoint = URI.create(url);
    ses = calls("ses");
    carriers = new Carriers(new SesMail(ses, SENDER, "partway-mails"), new SnsSms(calls("sns")));
  }

  private SignedCalls calls(String service) {
    return new SignedCalls(http, CREDENTIALS, service, "eu-west-1", endpoint, SignedCalls.PATIENCE);
  }

  @AfterEach
  void stop() throws InterruptedException {
    http.close();
    moto.destroy();
    moto.waitFor();
  }

  private static String script() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .map(folder -> folder.resolve("infra/moto/run"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  /// All that moto has taken, as JSON.
  private String taken() throws IOException {
    input.write("\n");
    input.flush();
    return String.valueOf(output.readLine());
  }

  private static Message.Email mail(String text) {
    return new Message.Email(
        "ana@example.com", "Your code", text, null, Topic.of("verification-code"));
  }

  @Test
  void emailsAndTextMessagesArrive() throws IOException {
    SignedCalls.Reply verified =
        ses.post(
            "/v2/email/identities",
            "application/json",
            Map.of(),
            ("{\"EmailIdentity\": \"" + SENDER + "\"}").getBytes(UTF_8));
    assertThat(verified.ok()).isTrue();

    assertThat(carriers.send(mail("Code 042187"))).isInstanceOf(Outcome.Accepted.class);
    assertThat(
            carriers.send(
                new Message.Sms(
                    "+4915550100123", "Código 778899 & más", Topic.of("verification-code"))))
        .isInstanceOf(Outcome.Accepted.class);

    assertThat(taken())
        .contains(SENDER, "ana@example.com", "Your code", "Code 042187")
        .contains("+4915550100123", "C\\u00f3digo 778899 & m\\u00e1s");
  }

  @Test
  void messagesOfQueuesAreCounted() throws IOException {
    SignedCalls sqs = calls("sqs");
    String url = queue(sqs, "untold-changes");
    DeadLetters letters =
        new SqsDeadLetters(() -> sqs, Map.of("empty", queue(sqs, "empty"), "untold", url));
    for (int i = 0; i < 3; i++) {
      ask(sqs, "SendMessage", "{\"QueueUrl\": \"" + url + "\", \"MessageBody\": \"x\"}");
    }
    assertThat(letters.depths())
        .containsExactly(new DeadLetters.Depth("empty", 0L), new DeadLetters.Depth("untold", 3L));
    ask(sqs, "ReceiveMessage", "{\"QueueUrl\": \"" + url + "\"}");
    assertThat(letters.depths()).contains(new DeadLetters.Depth("untold", 3L));

    assertThat(new SqsDeadLetters(() -> sqs, Map.of("gone", url + "-gone")).depths())
        .containsExactly(new DeadLetters.Depth("gone", null));
  }

  private static String queue(SignedCalls sqs, String name) throws IOException {
    String answer = ask(sqs, "CreateQueue", "{\"QueueName\": \"" + name + "\"}");
    return answer.replaceFirst("(?s).*\"QueueUrl\": ?\"([^\"]+)\".*", "$1");
  }

  private static String ask(SignedCalls sqs, String operation, String body) throws IOException {
    SignedCalls.Reply reply =
        sqs.post(
            "application/x-amz-json-1.0",
            Map.of("X-Amz-Target", "AmazonSQS." + operation),
            body.getBytes(UTF_8));
    String answer = new String(reply.body(), UTF_8);
    assertThat(reply.ok()).as(answer).isTrue();
    return answer;
  }

  @Test
  void whatSesRejectsIsRefused() throws IOException {
    assertThat(carriers.send(mail("Code"))).isInstanceOf(Outcome.Refused.class);
    assertThat(taken()).contains("\"emails\": []");
  }

  @Test
  void whatSnsRejectsIsRefused() {
    assertThat(carriers.send(new Message.Sms("nobody", "Code", Topic.of("verification-code"))))
        .isEqualTo(new Outcome.Refused("InvalidParameter"));
  }
}
