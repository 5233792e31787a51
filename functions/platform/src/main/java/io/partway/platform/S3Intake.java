package io.partway.platform;

import io.partway.core.ingest.IntakeObjects;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Files of bulk facts in S3. Each read names the ETag it means, so that a file that was replaced
/// meanwhile is refused rather than read half and half.
final class S3Intake implements IntakeObjects {
  private static final int NOT_FOUND = 404;
  private static final int REPLACED = 412;
  private static final int NOTHING_THERE = 416;

  private final S3Client s3;

  S3Intake(S3Client s3) {
    this.s3 = s3;
  }

  static S3Intake of(Configuration configuration, SdkHttpClient http) {
    return new S3Intake(
        LambdaHost.placed(S3Client.builder(), configuration, configuration.s3Endpoint())
            .httpClient(http)
            .forcePathStyle(emulated(configuration.s3Endpoint()))
            .overrideConfiguration(o ->
                o.defaultProfileFile(LambdaHost.NO_PROFILE)
                    .addExecutionInterceptor(new RehearsalGuard()))
            .build());
  }

  /// The template names the region's own endpoint; an emulator's host name has no bucket in front
  /// of it.
  private static boolean emulated(@Nullable URI endpoint) {
    return endpoint != null && !endpoint.getHost().startsWith("s3.");
  }

  @Override
  public InputStream open(Ref object, long offset) throws IOException {
    try {
      return new Abandoned(
          s3.getObject(r ->
              r.bucket(object.bucket())
                  .key(object.key())
                  .ifMatch(tag(object))
                  .range("bytes=" + offset + "-")));
    } catch (AwsServiceException e) {
      if (e.statusCode() == NOTHING_THERE) {
        return InputStream.nullInputStream();
      }
      throw unreadable(object, e);
    } catch (SdkException e) {
      throw unreadable(object, e);
    }
  }

  @Override
  public long size(Ref object) throws IOException {
    try {
      return s3.headObject(r -> r.bucket(object.bucket()).key(object.key()).ifMatch(tag(object)))
          .contentLength();
    } catch (SdkException e) {
      throw unreadable(object, e);
    }
  }

  @Override
  public void putBeside(Ref object, String suffix, byte[] content) throws IOException {
    try {
      s3.putObject(
          r ->
              r.bucket(object.bucket()).key(object.key() + suffix).contentType("application/jsonl"),
          RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw new IOException("cannot write beside an object of bucket " + object.bucket(), e);
    }
  }

  /// Notifications give it without its quotes.
  private static String tag(Ref object) {
    return '"' + object.etag().replace("\"", "") + '"';
  }

  private static IOException unreadable(Ref object, SdkException cause) {
    if (cause instanceof AwsServiceException answer
        && (answer.statusCode() == NOT_FOUND || answer.statusCode() == REPLACED)) {
      return new Gone("deleted from, or replaced in, bucket " + object.bucket());
    }
    return new IOException("cannot read an object of bucket " + object.bucket(), cause);
  }

  /// A body that may be left before its end: closing it drops the rest instead of reading it.
  private static final class Abandoned extends FilterInputStream {
    private final ResponseInputStream<?> body;

    Abandoned(ResponseInputStream<?> body) {
      super(body);
      this.body = body;
    }

    @Override
    public void close() {
      body.abort();
    }
  }
}
