package io.partway.platform;

import io.partway.core.ingest.IntakeObjects;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Files of bulk facts in S3. Each read names the ETag it means, so that a file that was replaced meanwhile is refused
/// rather than read half and half.
final class S3Intake implements IntakeObjects {
  private final S3Client s3;

  S3Intake(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public InputStream open(Ref object, long offset) throws IOException {
    if (offset >= size(object)) {
      return InputStream.nullInputStream();
    }
    try {
      return s3.getObject(
          r ->
              r.bucket(object.bucket())
                  .key(object.key())
                  .ifMatch(tag(object))
                  .range("bytes=" + offset + "-"));
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
              r.bucket(object.bucket())
                  .key(object.key() + suffix)
                  .contentType("application/jsonl"),
          RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw new IOException("cannot write beside " + object.key(), e);
    }
  }

  /// Notifications give it without its quotes.
  private static String tag(Ref object) {
    return '"' + object.etag().replace("\"", "") + '"';
  }

  private static IOException unreadable(Ref object, SdkException cause) {
    return new IOException("cannot read " + object.key(), cause);
  }
}
