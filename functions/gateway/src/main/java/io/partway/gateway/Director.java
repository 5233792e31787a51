package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import io.partway.core.Deadline;
import io.partway.core.SecretKeys;
import io.partway.core.Ticker;
import io.partway.core.rehearsal.Cast;
import io.partway.core.rehearsal.Rehearsal;
import io.partway.core.rehearsal.Stage;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Has a function's routes rehearsed: first the way to the table and back, for real, then whole
/// calls of which nothing gets out, over and over, until the JVM has compiled what they are made
/// of. After a restore it opens the connections that calls need.
final class Director {
  /// Calls of the table, each with a connection and credentials of its own.
  private static final int REACHES = 10;

  /// Calls of each route. After fewer, much of what they run through is interpreted yet; after
  /// more, little becomes faster.
  private static final int ROUNDS = 250;

  /// Kept back for whatever is under way when the time is up.
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private static final int REFUSED = 400;

  private final Stage stage;
  private final Provider<Set<SecretKeys>> secrets;
  private final InstantSource clock;
  private final SecureRandom random;
  private final JsonText json;
  private final Log log;
  private final Ticker ticker;

  @Inject
  Director(
      Stage stage,
      Provider<Set<SecretKeys>> secrets,
      InstantSource clock,
      SecureRandom random,
      JsonText json,
      Log log,
      Ticker ticker) {
    this.stage = stage;
    this.secrets = secrets;
    this.clock = clock;
    this.random = random;
    this.json = json;
    this.log = log;
    this.ticker = ticker;
  }

  /// Handles an event of a rehearsal.
  @FunctionalInterface
  interface Performance {
    /// @return the status that was answered
    int handle(ByteArrayInputStream in, OutputStream out, Context context);
  }

  /// Rehearses these routes. Whatever goes wrong is logged, and ends nothing but itself: a slow
  /// first call is better than a version that cannot be published.
  void rehearse(Iterable<Route> routes, Performance performance) {
    Context invocation = RehearsedInvocation.rehearsal(ticker);
    attempt(invocation, () -> Rehearsal.run(() -> reach(invocation)));
    attempt(invocation, () -> Rehearsal.stage(() -> perform(routes, performance, invocation)));
  }

  /// Reads the table once, which leaves a connection and credentials, and the function's secrets:
  /// all at once, where a first call would wait for one after the other. What fails is tried again
  /// by the call that needs it, a secret after the pause that every failure of its has.
  void connect() {
    Context invocation = RehearsedInvocation.restore(ticker);
    Deadline deadline = () -> Duration.ofMillis(invocation.getRemainingTimeInMillis());
    List<Thread> others =
        secrets.get().stream()
            .map(secret ->
                Thread.ofPlatform()
                    .daemon()
                    .name("connect")
                    .start(() -> attempt(invocation, secret::ring)))
            .toList();
    attempt(invocation, () -> ScopedValue.where(Deadline.CURRENT, deadline).run(stage::reach));
    try {
      for (Thread other : others) {
        other.join(deadline.remaining());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void reach(Context invocation) {
    Deadline deadline = () -> Duration.ofMillis(invocation.getRemainingTimeInMillis()).dividedBy(2);
    ScopedValue.where(Deadline.CURRENT, deadline)
        .run(() -> {
          for (int i = 0; i < REACHES; i++) {
            stage.reach();
          }
        });
  }

  private void perform(Iterable<Route> routes, Performance performance, Context invocation) {
    Cast cast = Cast.at(clock.instant(), random);
    stage.set(cast);
    Map<Route, byte[]> events = new LinkedHashMap<>();
    routes.forEach(route ->
        attempt(
            invocation,
            () -> {
              byte[] event = RehearsedCall.of(route, cast, json);
              int status = perform(event, performance, invocation);
              if (status < REFUSED) {
                events.put(route, event);
              } else {
                refused(invocation, route, status);
              }
            }));
    for (int round = 1;
        round < ROUNDS && invocation.getRemainingTimeInMillis() > RESERVE.toMillis();
        round++) {
      events.values().forEach(event -> perform(event, performance, invocation));
    }
  }

  private static int perform(byte[] event, Performance performance, Context invocation) {
    return performance.handle(
        new ByteArrayInputStream(event), OutputStream.nullOutputStream(), invocation);
  }

  /// What is refused is rehearsed as far as its refusal only.
  private void refused(Context invocation, Route route, int status) {
    Map<String, @Nullable Object> line = Log.head("warn", invocation, invocation.getAwsRequestId());
    line.put("route", route.key());
    line.put("status", status);
    line.put("reason", "a rehearsed call is refused: this route's first call will be slow");
    log.write(invocation, line);
  }

  private void attempt(Context invocation, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      log.write(invocation, Log.failure("error", invocation, invocation.getAwsRequestId(), e));
    }
  }
}
