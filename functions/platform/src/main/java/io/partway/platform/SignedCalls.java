package io.partway.platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.utils.IoUtils;

/// Calls an AWS service by its plain HTTP API, signed with the SDK's own signer (Signature Version
/// 4): for services of which one operation is needed, and not the whole SDK module.
final class SignedCalls {
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String service;
  private final String region;
  private final URI endpoint;

  /// @param service as signatures name it, such as `sns` or `events`
  /// @param endpoint where it is
  SignedCalls(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      String service,
      String region,
      URI endpoint) {
    this.http = http;
    this.credentials = credentials;
    this.service = service;
    this.region = region;
    this.endpoint = endpoint;
  }

  /// On Lambda: in its region, with its credentials.
  ///
  /// @param override null for the region's own endpoint
  static SignedCalls of(Configuration configuration, String service, @Nullable URI override) {
    String region = configuration.onLambda();
    return new SignedCalls(
        AwsCrtHttpClient.builder().connectionTimeout(LambdaHost.CONNECT).build(),
        EnvironmentVariableCredentialsProvider.create(),
        service,
        region,
        override == null
            ? URI.create("https://" + service + "." + region + ".amazonaws.com")
            : override);
  }

  /// What a service answered.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares replies
  record Reply(int status, byte[] body) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  /// Posts to the service's root, once.
  ///
  /// @throws IOException when there was no answer; the call may have taken effect
  Reply post(String contentType, Map<String, String> headers, byte[] body) throws IOException {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.resolve("/"))
            .putHeader("Content-Type", contentType)
            .putHeader("Content-Length", Integer.toString(body.length));
    headers.forEach(request::putHeader);
    SignedRequest signed =
        signer.sign(r ->
            r.identity(credentials.resolveCredentials())
                .request(request.build())
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    HttpExecuteResponse answer =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(signed.request())
                    .contentStreamProvider(signed.payload().orElse(null))
                    .build())
            .call();
    try (InputStream content =
        answer.responseBody().<InputStream>map(c -> c).orElse(InputStream.nullInputStream())) {
      return new Reply(answer.httpResponse().statusCode(), IoUtils.toByteArray(content));
    }
  }
}
