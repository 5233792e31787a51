package io.partway.local.intake;

import io.partway.core.ingest.IntakeObjects.Ref;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// A bucket behind the API of S3, for functions that run outside of this process.
public final class S3Bucket implements Bucket {
  private final S3Client s3;
  private final String name;

  /// @param s3 its owner closes it
  /// @param name of a bucket that is there
  public S3Bucket(S3Client s3, String name) {
    this.s3 = s3;
    this.name = name;
  }

  @Override
  public Ref put(String key, InputStream content) throws IOException {
    // S3 wants to know the length beforehand.
    var file = Files.createTempFile("partway-", ".import");
    try {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      var answer = s3.putObject(r -> r.bucket(name).key(key), file);
      return new Ref(name, key, answer.eTag().replace("\"", ""));
    } catch (SdkException e) {
      throw new IOException("cannot put an object into " + name, e);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public long size(Ref object) throws IOException {
    try {
      return s3.headObject(r -> r.bucket(name).key(object.key())).contentLength();
    } catch (SdkException e) {
      throw new IOException("cannot look at an object of " + name, e);
    }
  }

  @Override
  public Optional<byte[]> beside(Ref object, String suffix) throws IOException {
    try {
      return Optional.of(
          s3.getObjectAsBytes(r -> r.bucket(name).key(object.key() + suffix)).asByteArray());
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException("cannot read an object of " + name, e);
    }
  }

  @Override
  public void delete(Ref object) throws IOException {
    try {
      s3.deleteObject(r -> r.bucket(name).key(object.key()));
    } catch (SdkException e) {
      throw new IOException("cannot delete an object of " + name, e);
    }
  }
}
