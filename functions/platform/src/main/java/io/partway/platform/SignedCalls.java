package io.partway.platform;

import io.partway.core.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.utils.IoUtils;

/// Calls an AWS service by its plain HTTP API, signed with the SDK's own signer (Signature Version
/// 4): for services of which one operation is needed, and not the whole SDK module.
final class SignedCalls {
  /// As long as an attempt of the SDK's own clients may take here.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String ERROR_TYPE = "X-Amzn-ErrorType";

  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String service;
  private final String region;
  private final URI endpoint;
  private final Duration patience;

  /// @param service as signatures name it, such as `sns` or `events`
  /// @param endpoint where it is
  /// @param patience how long to wait for an answer, connecting included
  SignedCalls(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      String service,
      String region,
      URI endpoint,
      Duration patience) {
    this.http = http;
    this.credentials = credentials;
    this.service = service;
    this.region = region;
    this.endpoint = endpoint;
    this.patience = patience;
  }

  /// On Lambda: in its region, with its credentials.
  ///
  /// @param override null for the region's own endpoint
  static SignedCalls of(
      Configuration configuration, SdkHttpClient http, String service, @Nullable URI override) {
    return of(configuration, http, service, override, PATIENCE);
  }

  /// The same with a patience of its own.
  static SignedCalls of(
      Configuration configuration,
      SdkHttpClient http,
      String service,
      @Nullable URI override,
      Duration patience) {
    return of(configuration, http, service, service, override, patience);
  }

  /// A service that is not found where its name says.
  ///
  /// @param host what its endpoint begins with, such as `email` for `ses`
  static SignedCalls of(
      Configuration configuration,
      SdkHttpClient http,
      String service,
      String host,
      @Nullable URI override) {
    return of(configuration, http, service, host, override, PATIENCE);
  }

  private static SignedCalls of(
      Configuration configuration,
      SdkHttpClient http,
      String service,
      String host,
      @Nullable URI override,
      Duration patience) {
    String region = configuration.onLambda();
    return new SignedCalls(
        http,
        RoleCredentials.of(configuration),
        service,
        region,
        override == null
            ? URI.create("https://" + host + "." + region + ".amazonaws.com")
            : override,
        patience);
  }

  /// What a service answered.
  ///
  /// @param errorType what it calls an error in a header, as services do that have a path for each
  ///   operation; null where it says nothing there
  @SuppressWarnings("ArrayRecordComponent") // nobody compares replies
  record Reply(int status, @Nullable String errorType, byte[] body) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  /// Posts to the service's root, once.
  ///
  /// @throws IOException when there was no answer; the call may have taken effect
  Reply post(String contentType, Map<String, String> headers, byte[] body) throws IOException {
    return post("/", contentType, headers, body);
  }

  /// Posts to a path of the service, once.
  ///
  /// @throws IOException when there was no answer; the call may have taken effect
  Reply post(String path, String contentType, Map<String, String> headers, byte[] body)
      throws IOException {
    if (Rehearsal.reading()) {
      throw new IllegalStateException("a rehearsal reads the table, and does not call " + service);
    }
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.resolve(path))
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
    ExecutableHttpRequest call =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(null))
                .build());
    return inTime(call);
  }

  /// The client has a limit for connecting, but none for an answer that does not come.
  private Reply inTime(ExecutableHttpRequest call) throws IOException {
    FutureTask<Reply> reply = new FutureTask<>(() -> reply(call.call()));
    Thread.ofPlatform().daemon().name(service).start(reply);
    try {
      return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      call.abort();
      throw new SocketTimeoutException("no answer of " + service);
    } catch (InterruptedException _) {
      call.abort();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(service);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e.getCause() instanceof IOException outage
          ? outage
          : new IOException(service, e.getCause());
    }
  }

  private static Reply reply(HttpExecuteResponse answer) throws IOException {
    try (InputStream content =
        answer.responseBody().<InputStream>map(c -> c).orElse(InputStream.nullInputStream())) {
      return new Reply(
          answer.httpResponse().statusCode(),
          answer.httpResponse().firstMatchingHeader(ERROR_TYPE).orElse(null),
          IoUtils.toByteArray(content));
    }
  }
}
