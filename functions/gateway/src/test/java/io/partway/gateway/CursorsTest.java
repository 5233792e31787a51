package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorsTest {
  private static final Cursors CURSORS =
      new Cursors(
          SecretKeys.of(KeyRing.of("secret")),
          new SecureRandom(),
          InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")));

  /// The last character of a cursor may have bits that stand for nothing: whoever changes those has
  /// altered it all the same. Places of four lengths, so that there are cursors of every such end.
  @ParameterizedTest
  @ValueSource(strings = {"p", "pl", "pla", "plac"})
  void isGoodInTheOneSpellingInWhichItWasGivenOut(String place) {
    String cursor = Objects.requireNonNull(CURSORS.seal(call(""), place));

    assertThat(CURSORS.open(call(cursor))).isEqualTo(place);
    for (String end :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".split("", 0)) {
      String altered = cursor.substring(0, cursor.length() - 1) + end;
      if (!altered.equals(cursor)) {
        assertThat(CURSORS.open(call(altered))).as(altered).isNull();
      }
    }
    assertThat(CURSORS.open(call(cursor + "="))).isNull();
    assertThat(CURSORS.open(call(cursor + "=="))).isNull();
  }

  private static Call call(String cursor) {
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    event.setRouteKey("GET /v1/records");
    event.setRawQueryString(cursor.isEmpty() ? "" : "cursor=" + cursor);
    return new Call(event, new Member("u", Party.PARTNER, "p", Role.ADMIN));
  }
}
