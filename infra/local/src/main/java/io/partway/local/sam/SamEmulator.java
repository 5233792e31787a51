package io.partway.local.sam;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.local.aws.Clients;
import io.partway.local.engine.DynamoDbLocal;
import io.partway.local.intake.Bucket;
import io.partway.local.intake.S3Bucket;
import io.partway.local.outbox.SentMessages;
import io.partway.local.template.LocalNames;
import io.partway.local.template.Stack;
import io.partway.platform.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;

/// `sam local start-lambda`, AWS SAM's emulator, as a child process: each function runs in a
/// container of Lambda's own image, from the very package that is deployed. DynamoDB Local and moto
/// run beside it, on the address at which containers find this machine.
///
/// What it cannot stand in for is local mode's: the authorizer, the schedule, the bus and the Pipe.
public final class SamEmulator implements AutoCloseable {
  private static final String BUCKET = "intake";
  private static final String DYNAMODB = "AWS_ENDPOINT_URL_DYNAMODB";
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_";

  /// The image is made in seconds, but by an engine that may have much else to do.
  private static final Duration COMMAND = Duration.ofMinutes(3);

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Machine machine;
  private final DynamoDbLocal engine;
  private final Moto moto;
  private final Bucket bucket;
  private final SamLocal sam;

  /// What it is made of in the source tree.
  ///
  /// @param root the folder with `template.yaml`
  /// @param engine the folder with DynamoDB Local's jars
  public record Parts(Path root, Path engine) {
    private Path image() {
      return root.resolve("infra/sam/image");
    }

    private Path moto() {
      return root.resolve("infra/moto/run");
    }

    private Path template() {
      return root.resolve("template.yaml");
    }
  }

  /// Starts all of it.
  ///
  /// @param secrets what secrets hold over there, too
  /// @param database where DynamoDB Local keeps its file; empty for in memory
  /// @param folder for what has to lie in a file: the environment, and what the children say
  /// @throws IllegalStateException when it does not start; the message says what to do
  public static SamEmulator start(
      Parts parts,
      Stack stack,
      Secrets secrets,
      Optional<Path> database,
      Path folder,
      InstantSource clock)
      throws IOException {
    return new SamEmulator(parts, stack, secrets, database, folder, clock);
  }

  private SamEmulator(
      Parts parts,
      Stack stack,
      Secrets secrets,
      Optional<Path> database,
      Path folder,
      InstantSource clock)
      throws IOException {
    var started = false;
    try {
      Files.createDirectories(folder);
      machine = Machine.asContainersSeeIt();
      var image = output(List.of(parts.image().toString()));
      engine = closing(DynamoDbLocal.start(parts.engine(), database, machine.listening()));
      moto =
          closing(Moto.start(parts.moto(), machine.listening(), folder.resolve("moto.log"), clock));
      bucket = madeBucket();
      senders(stack).forEach(this::verify);
      var environment = folder.resolve("sam-environment.json");
      Files.writeString(environment, environment(stack, copied(stack, secrets)));
      sam =
          closing(
              SamLocal.start(
                  "start-lambda",
                  new SamLocal.Inputs(parts.template(), parameters(), image, environment),
                  folder.resolve("sam.log")));
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /// What the template's parameters have to be: functions run on this machine's processor, mail
  /// needs a sender, and nobody is to be called.
  public static Map<String, String> parameters() {
    return Map.of(
        "Architecture",
        System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64",
        "SenderAddress",
        "no-reply@partway.example",
        "JwtIssuer",
        "https://issuer.invalid",
        "Watch",
        "disabled");
  }

  /// Where the Lambda Invoke API is.
  public URI functions() {
    return sam.url();
  }

  /// Where DynamoDB is.
  public URI dynamoDb() {
    return engine.endpoint();
  }

  /// Where bulk facts are put.
  public Bucket bucket() {
    return bucket;
  }

  /// What was sent through SES and SNS.
  public SentMessages sent() {
    return moto;
  }

  private Bucket madeBucket() {
    var s3 = closing(Clients.s3(moto.endpoint()));
    s3.createBucket(r ->
        r.bucket(BUCKET)
            .createBucketConfiguration(
                c -> c.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
    return new S3Bucket(s3, BUCKET);
  }

  private static Set<String> senders(Stack stack) {
    return stack.functions().values().stream()
        .map(each -> each.environment().get("SENDER_ADDRESS"))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /// SES sends from verified addresses only.
  private void verify(String sender) {
    try (var ses = Clients.ses(moto.endpoint())) {
      ses.createEmailIdentity(r -> r.emailIdentity(sender));
    }
  }

  /// Copies the secrets that functions are told of, and tells where each came to lie.
  private Map<String, String> copied(Stack stack, Secrets secrets) throws IOException {
    var copies = new HashMap<String, String>();
    try (var client = Clients.secrets(moto.endpoint())) {
      for (var arn :
          stack.functions().values().stream()
              .flatMap(each -> each.environment().values().stream())
              .filter(LocalNames::isSecret)
              .collect(Collectors.toSet())) {
        var text = secrets.read(arn);
        copies.put(
            arn, client.createSecret(r -> r.name(LocalNames.name(arn)).secretString(text)).arn());
      }
    }
    return copies;
  }

  /// For `--env-vars`: for each function all that the template declares, since nothing else gets
  /// through, with the endpoints and secrets of here.
  private String environment(Stack stack, Map<String, String> secrets) throws IOException {
    var json = JsonNodeFactory.instance.objectNode();
    for (var function : stack.functions().values()) {
      var variables = json.putObject(function.name());
      function
          .environment()
          .forEach((name, value) ->
              variables.put(
                  name, name.startsWith(ENDPOINT) ? at(name) : secrets.getOrDefault(value, value)));
    }
    return new ObjectMapper().writeValueAsString(json);
  }

  private String at(String variable) {
    var here = variable.equals(DYNAMODB) ? dynamoDb() : moto.endpoint();
    return "http://" + machine.called() + ":" + here.getPort();
  }

  /// What a command prints.
  static String output(List<String> command) throws IOException {
    try {
      var process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s failed: %s".formatted(command.getFirst(), complaint.strip()));
      }
      return printed.strip();
    } catch (IOException e) {
      throw new IllegalStateException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private <T extends AutoCloseable> T closing(T resource) {
    toClose.addFirst(resource);
    return resource;
  }

  @Override
  public void close() {
    var failures = new ArrayList<Exception>();
    for (var each = toClose.pollFirst(); each != null; each = toClose.pollFirst()) {
      try {
        each.close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("while stopping SAM's emulator", failures.getFirst());
    }
  }
}
