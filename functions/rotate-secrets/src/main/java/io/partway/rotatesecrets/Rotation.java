package io.partway.rotatesecrets;

import io.partway.gateway.EventFailed;
import io.partway.platform.Configuration;
import io.partway.platform.Secret;
import io.partway.platform.SecretVersions;
import io.partway.platform.SecretVersions.Stage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Rotates a secret: a new random value goes before those that it has, and as many of these stay as
/// the secret needs. Nobody else has to be told: whoever uses the secret reads it again by himself.
///
/// Every step may be repeated, and does nothing the second time.
final class Rotation {
  /// 384 bits, which make 64 characters.
  private static final int VALUE_BYTES = 48;

  private final Map<Secret, String> secrets;
  private final SecretVersions versions;
  private final SecureRandom random;

  @Inject
  Rotation(Configuration configuration, SecretVersions versions, SecureRandom random) {
    this.secrets = configuration.secrets();
    this.versions = versions;
    this.random = random;
  }

  /// Does what is asked for.
  ///
  /// @throws EventFailed when it is nothing that can be done
  /// @throws IOException when Secrets Manager could not be asked; to be repeated
  void rotate(Request request) throws IOException {
    Secret secret = secret(request.arn());
    Map<Stage, String> stages = versions.stages(request.arn());
    String current = stages.get(Stage.CURRENT);
    if (current == null) {
      throw new EventFailed(secret + " has no current version: put one first.");
    }
    if (current.equals(request.version())) {
      return; // Done, and asked for again.
    }
    switch (request.step()) {
      case CREATE_SECRET -> create(secret, request, current);
      case SET_SECRET -> {
        // Whoever uses a secret takes it from Secrets Manager himself.
      }
      case TEST_SECRET -> check(secret, request, current);
      case FINISH_SECRET -> {
        check(secret, request, current);
        versions.promote(request.arn(), request.version(), current);
      }
    }
  }

  private Secret secret(String arn) {
    return secrets.entrySet().stream()
        .filter(each -> each.getValue().equals(arn))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new EventFailed("This is none of the secrets that are rotated here."));
  }

  private void create(Secret secret, Request request, String current) throws IOException {
    if (versions.read(request.arn(), request.version()).isPresent()) {
      return;
    }
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    versions.putPending(
        request.arn(),
        request.version(),
        secret.rotated(
            text(secret, request.arn(), current),
            Base64.getUrlEncoder().withoutPadding().encodeToString(value)));
  }

  /// Sees that what is pending can be used, and follows from what is current: between the steps
  /// somebody may have put another text by hand, and that is the one that counts.
  private void check(Secret secret, Request request, String current) throws IOException {
    String pending =
        versions
            .read(request.arn(), request.version())
            .orElseThrow(() -> new EventFailed(secret + " has no such pending version."));
    if (!secret.follows(pending, text(secret, request.arn(), current))) {
      throw new EventFailed(
          secret + " was changed since its rotation began: cancel that, and begin again.");
    }
  }

  private String text(Secret secret, String arn, String version) throws IOException {
    Optional<String> text = versions.read(arn, version);
    if (text.isEmpty()) {
      throw new EventFailed(secret + " has a version without a text.");
    }
    return text.get();
  }
}
