package io.partway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.message.Message;
import io.partway.core.message.Message.Topic;
import io.partway.core.message.MessageSender.Outcome;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.LocalStackDynamoDb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/// Text messages through LocalStack's SNS; its community image has no SES v2.
@ExtendWith(LocalStackDynamoDb.class)
class LocalStackSmsTest {
  @Test
  void textMessagesArrive(DynamoDbEngine engine) throws IOException, InterruptedException {
    URI endpoint = engine.client().serviceClientConfiguration().endpointOverride().orElseThrow();
    try (SdkHttpClient http = AwsCrtHttpClient.builder().build();
        HttpClient reader = HttpClient.newHttpClient()) {
      SnsSms sns =
          new SnsSms(
              new SignedCalls(
                  http,
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                  "sns",
                  "us-east-1",
                  endpoint,
                  SignedCalls.PATIENCE));

      assertThat(
              sns.send(
                  new Message.Sms(
                      "+4915550100123", "Código 778899", Topic.of("verification-code"))))
          .isInstanceOf(Outcome.Accepted.class);

      String sent =
          reader
              .send(
                  HttpRequest.newBuilder(
                          endpoint.resolve(
                              "/_aws/sns/sms-messages?region=us-east-1&accountId=000000000000"))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(sent).contains("+4915550100123", "778899");
    }
  }
}
