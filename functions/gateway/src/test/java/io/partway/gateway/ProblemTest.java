package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.request.Refusal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProblemTest {
  @Test
  void hasItsMembersInTheirOrder() {
    Problem problem =
        Problem.of(
                ProblemCode.MALFORMED, List.of(RequestFault.body("/a", "unknown", "Leave it out.")))
            .with("more", 1);

    assertThat(new JsonText().text(problem.body("id-1")))
        .isEqualTo(
            "{\"type\":\"/problems/malformed\",\"title\":\"The request is malformed\","
                + "\"status\":400,\"code\":\"malformed\",\"requestId\":\"id-1\",\"errors\":"
                + "[{\"pointer\":\"/a\",\"code\":\"unknown\",\"detail\":\"Leave it out.\"}],"
                + "\"more\":1}");
  }

  /// What `allowedActions` gives as a reason is what the refusal would be called.
  @Test
  void hasACodeForEveryRefusalOfTheDomain() {
    List<String> codes = Arrays.stream(ProblemCode.values()).map(ProblemCode::word).toList();

    for (Refusal refusal : Refusal.values()) {
      assertThat(codes).contains(refusal.word());
    }
  }

  @Test
  void printsInstantsWithThreeDigitsAndWhatIsNoUnicodeAsSuch() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("whole", Instant.parse("2026-01-01T00:00:00Z"));
    values.put("nanos", Instant.parse("2026-01-01T00:00:00.123999999Z"));
    values.put("lone", "a\uD800b\uDC00");
    values.put("pair", "\uD83D\uDE00");
    values.put("none", null);

    assertThat(new JsonText().text(values))
        .isEqualTo(
            "{\"whole\":\"2026-01-01T00:00:00.000Z\",\"nanos\":\"2026-01-01T00:00:00.123Z\","
                + "\"lone\":\"a\uFFFDb\uFFFD\",\"pair\":\"\uD83D\uDE00\",\"none\":null}");
  }
}
