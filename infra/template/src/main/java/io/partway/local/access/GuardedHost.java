package io.partway.local.access;

import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import io.partway.core.operations.DeadLetters;
import io.partway.platform.Bus;
import io.partway.platform.Configuration;
import io.partway.platform.Host;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A machine on which a function can do what its role allows, and nothing else.
///
/// @param machine without any such limit
/// @param dynamoDb a client of the same table that asks the guard before each request
public record GuardedHost(Host machine, Guard guard, DynamoDbClient dynamoDb) implements Host {
  @Override
  public Map<String, String> environment() {
    return machine.environment();
  }

  @Override
  public InstantSource clock() {
    return machine.clock();
  }

  @Override
  public SecureRandom random() {
    return machine.random();
  }

  @Override
  public IntakeObjects intake() {
    return new GuardedIntake(machine.intake());
  }

  @Override
  public MessageSender messages() {
    var sender = machine.messages();
    return message ->
        accesses(message).stream().allMatch(guard::passes)
            ? sender.send(message)
            : new MessageSender.Outcome.Unavailable("AccessDeniedException");
  }

  @Override
  public Bus bus() {
    var bus = machine.bus();
    return entries -> {
      demand(Access.of("events:PutEvents", guard.resources().bus()));
      bus.put(entries);
    };
  }

  /// A queue that may not be asked is one that does not answer.
  @Override
  public DeadLetters deadLetters() {
    var queues = machine.deadLetters();
    return () ->
        queues.depths().stream()
            .map(depth -> mayAsk(depth) ? depth : new DeadLetters.Depth(depth.queue(), null))
            .toList();
  }

  @Override
  public Secrets secrets() {
    var secrets = machine.secrets();
    return arn -> {
      demand("GetSecretValue", arn);
      return secrets.read(arn);
    };
  }

  @Override
  public SecretVersions secretVersions() {
    return new GuardedVersions(machine.secretVersions());
  }

  @Override
  public Consumer<String> log() {
    return machine.log();
  }

  /// Secrets Manager tells the name of the error alone.
  private void demand(String operation, String arn) throws IOException {
    if (!guard.passes(Access.of("secretsmanager:" + operation, arn))) {
      throw new IOException("AccessDeniedException");
    }
  }

  private boolean mayAsk(DeadLetters.Depth depth) {
    return guard.passes(
        Access.of("sqs:GetQueueAttributes", guard.resources().queue(depth.queue())));
  }

  private List<Access> accesses(Message message) {
    return switch (message) {
      case Message.Email _ -> {
        var configuration = Configuration.of(machine.environment());
        var sender = String.valueOf(configuration.senderAddress());
        var context = Map.of("ses:FromAddress", List.of(sender));
        var accesses = new ArrayList<Access>();
        accesses.add(new Access("ses:SendEmail", Resources.identity(sender), context));
        var set = configuration.mailSet();
        if (set != null) {
          accesses.add(new Access("ses:SendEmail", Resources.configurationSet(set), context));
        }
        yield accesses;
      }
      // A telephone number is no resource with a name: IAM sees "*".
      case Message.Sms _ -> List.of(Access.of("sns:Publish", "*"));
    };
  }

  private void demand(Access access) throws IOException {
    if (!guard.passes(access)) {
      throw new IOException(guard.refusal(access));
    }
  }

  private final class GuardedVersions implements SecretVersions {
    private final SecretVersions versions;

    GuardedVersions(SecretVersions versions) {
      this.versions = versions;
    }

    @Override
    public Map<Stage, String> stages(String arn) throws IOException {
      demand("DescribeSecret", arn);
      return versions.stages(arn);
    }

    @Override
    public Optional<String> read(String arn, String version) throws IOException {
      demand("GetSecretValue", arn);
      return versions.read(arn, version);
    }

    @Override
    public void putPending(String arn, String version, String text) throws IOException {
      demand("PutSecretValue", arn);
      versions.putPending(arn, version, text);
    }

    @Override
    public void promote(String arn, String version, String before) throws IOException {
      demand("UpdateSecretVersionStage", arn);
      versions.promote(arn, version, before);
    }
  }

  private final class GuardedIntake implements IntakeObjects {
    private final IntakeObjects objects;

    GuardedIntake(IntakeObjects objects) {
      this.objects = objects;
    }

    @Override
    public InputStream open(Ref object, long offset) throws IOException {
      return existing("s3:GetObject", object, () -> objects.open(object, offset));
    }

    @Override
    public long size(Ref object) throws IOException {
      return existing("s3:GetObject", object, () -> objects.size(object));
    }

    @Override
    public void putBeside(Ref object, String suffix, byte[] content) throws IOException {
      demand(Access.of("s3:PutObject", guard.resources().bucket() + "/" + object.key() + suffix));
      objects.putBeside(object, suffix, content);
    }

    private <T> T existing(String action, Ref object, Reading<T> reading) throws IOException {
      demand(Access.of(action, guard.resources().bucket() + "/" + object.key()));
      try {
        return reading.read();
      } catch (Gone e) {
        // S3 tells only those that nothing is there who might have listed it.
        demand(Access.of("s3:ListBucket", guard.resources().bucket()));
        throw e;
      }
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }
}
