package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.core.operations.DeadLetters;
import java.net.URI;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A Lambda environment. Everything the SDK would otherwise look for in files and metadata services
/// is said, and its HTTP client brings a TLS of its own: both are what a cold start mostly consists
/// of.
record LambdaHost(
    Map<String, String> environment,
    InstantSource clock,
    SecureRandom random,
    SdkHttpClient http,
    DynamoDbClient dynamoDb)
    implements Host {
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /// Else the JDK asks one provider after the other, and to make that of elliptic curves, which
  /// comes before, takes more of a start than all that is asked for.
  private static final String PREFERRED = "HmacSHA256:SunJCE, AES/GCM/NoPadding:SunJCE";

  static final ProfileFile NO_PROFILE = ProfileFile.aggregator().build();

  static LambdaHost of(Map<String, String> environment) {
    Configuration configuration = Configuration.of(environment);
    Security.setProperty("jdk.security.provider.preferred", PREFERRED);
    // One for all services: each has certificates to read, and a part in the start.
    SdkHttpClient http =
        new StagedHttpClient(AwsCrtHttpClient.builder().connectionTimeout(CONNECT).build());
    DynamoDbClient dynamoDb =
        placed(DynamoDbClient.builder(), configuration, configuration.dynamoDbEndpoint())
            .httpClient(http)
            .accountIdEndpointMode(AccountIdEndpointMode.DISABLED)
            // Retries and the time of each attempt are the store's: it knows the deadline, and what
            // a lost answer means.
            .overrideConfiguration(o ->
                o.retryStrategy(AwsRetryStrategy.doNotRetry())
                    .defaultProfileFile(NO_PROFILE)
                    .addExecutionInterceptor(new RehearsalGuard()))
            .build();
    return new LambdaHost(
        environment, Clock.systemUTC(), new StagedRandom(new SecureRandom()), http, dynamoDb);
  }

  /// Built when asked for: one function of all needs it, and only that one's package has the client
  /// in it.
  @Override
  public IntakeObjects intake() {
    return S3Intake.of(Configuration.of(environment), http);
  }

  /// Built when asked for, by the functions that send something.
  @Override
  public MessageSender messages() {
    return Carriers.of(Configuration.of(environment), http);
  }

  /// Built when asked for, too.
  @Override
  public Bus bus() {
    Configuration configuration = Configuration.of(environment);
    String name = configuration.busName();
    if (name == null) {
      throw new BadConfiguration(List.of("BUS_NAME is missing"));
    }
    return new EventBridge(
        SignedCalls.of(configuration, http, "events", configuration.eventsEndpoint()), name);
  }

  /// Calls nobody until it is asked.
  @Override
  public DeadLetters deadLetters() {
    Configuration configuration = Configuration.of(environment);
    return new SqsDeadLetters(
        () -> SignedCalls.of(configuration, http, "sqs", configuration.sqsEndpoint()),
        configuration.deadLetterQueues());
  }

  /// Built when asked for, which is not before something has to be sealed, hashed or verified.
  @Override
  public Secrets secrets() {
    return secretsManager();
  }

  @Override
  public SecretVersions secretVersions() {
    return secretsManager();
  }

  private SecretsManager secretsManager() {
    Configuration configuration = Configuration.of(environment);
    return new SecretsManager(
        SignedCalls.of(
            configuration,
            http,
            "secretsmanager",
            configuration.secretsEndpoint(),
            SecretsManager.PATIENCE));
  }

  @Override
  public Consumer<String> log() {
    return line -> LambdaRuntime.getLogger().log((line + "\n").getBytes(UTF_8));
  }

  /// In the region, with the credentials and at the endpoint that the deployment says.
  static <B extends AwsClientBuilder<B, ?>> B placed(
      B builder, Configuration configuration, @Nullable URI endpoint) {
    builder
        .region(Region.of(configuration.onLambda()))
        .credentialsProvider(RoleCredentials.of(configuration))
        .defaultsMode(DefaultsMode.STANDARD);
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }
}
