package io.partway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What the boundary does around a call. It stands in the gateway's package, since hardly anything
/// of it is for others to call.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GatewayBenchmark {
  private static final String BODY =
      "{\"reason\":\"We close our branch in that country at the end of the year.\","
          + "\"statementVersion\":\"submit-partner-1-en\",\"verificationCode\":null}";
  private static final BodyShape SHAPE =
      BodyShape.ofTexts("reason", "statementVersion", "verificationCode");
  private static final String EVENT =
      """
      {"version":"2.0","routeKey":"GET /v1/customers","rawPath":"/v1/customers",
      "rawQueryString":"associationType=reseller&tag=retail&sort=-associated-at&limit=20%s",
      "headers":{"accept":"application/json","content-type":"application/json","host":"api.example",
      "user-agent":"Mozilla/5.0","x-forwarded-for":"192.0.2.17","x-forwarded-proto":"https"},
      "requestContext":{"accountId":"000000000000","apiId":"a1b2c3d4e5",
      "authorizer":{"jwt":{"claims":{"sub":"ana.aurora","party":"partner","party_id":"aurora",
      "role":"admin","iss":"https://identity.example.test"},"scopes":null}},
      "http":{"method":"GET","path":"/v1/customers","protocol":"HTTP/1.1","sourceIp":"192.0.2.17",
      "userAgent":"Mozilla/5.0"},"requestId":"JKJaXmPLvHcESHA=","routeKey":"GET /v1/customers",
      "stage":"$default","timeEpoch":1772443800000},"body":"%s","isBase64Encoded":false}
      """;

  private final JsonText json = new JsonText();
  private final Cursors cursors =
      new Cursors(
          SecretKeys.of(KeyRing.of("a-key-for-cursors-in-benchmarks")),
          new SecureRandom(),
          InstantSource.system());
  private final byte[] event = EVENT.formatted("", BODY.replace("\"", "\\\"")).getBytes(UTF_8);
  private final APIGatewayV2HTTPEvent read = json.event(new ByteArrayInputStream(event));
  private final Member member = new Member("ana.aurora", Party.PARTNER, "aurora", Role.ADMIN);
  private final String place = "1772443800000 c-lists-007";
  private final APIGatewayV2HTTPEvent continued =
      json.event(
          new ByteArrayInputStream(
              EVENT
                  .formatted(
                      "&cursor="
                          + Objects.requireNonNull(cursors.seal(new Call(read, member), place)),
                      "")
                  .getBytes(UTF_8)));

  /// The event of a call, read.
  @Benchmark
  public Object parseEvent() {
    return json.event(new ByteArrayInputStream(event));
  }

  /// The body of a submission, read strictly.
  @Benchmark
  public Object parseBody() {
    return BodyReader.read(read, "application/json", SHAPE, List.of());
  }

  /// The query of a search, split and decoded.
  @Benchmark
  public Object parseQuery() {
    return Query.of(read.getRawQueryString());
  }

  /// A place in a list, sealed.
  @Benchmark
  public @Nullable Object sealCursor() {
    return cursors.seal(new Call(read, member), place);
  }

  /// A sealed place, opened.
  @Benchmark
  public @Nullable Object openCursor() {
    return cursors.open(new Call(continued, member));
  }
}
