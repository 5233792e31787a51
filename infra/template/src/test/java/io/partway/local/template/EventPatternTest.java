package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {
  private static final String EVENT =
      """
      {"source": "partway.upstream", "detail-type": "SpendReported", "detail": {"tags": ["a", "b"], "n": 1}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'source': ['partway.upstream']} | true",
        "{'source': ['partway.upstream'], 'detail-type': ['AssociationEnded', 'SpendReported']} |"
            + " true",
        "{'source': ['partway']} | false",
        "{'source': [{'prefix': 'partway'}]} | true",
        "{'source': [{'suffix': '.downstream'}]} | false",
        "{'source': [{'equals-ignore-case': 'PARTWAY.upstream'}]} | true",
        "{'source': [{'anything-but': ['partway']}]} | true",
        "{'source': [{'anything-but': 'partway.upstream'}]} | false",
        "{'detail': {'tags': ['b']}} | true",
        "{'detail': {'n': [1]}} | true",
        "{'detail': {'missing': [{'exists': false}]}} | true",
        "{'detail': {'missing': [1]}} | false",
      })
  void matchesAsEventBridgeDoes(String pattern, boolean matches) throws Exception {
    assertThat(new EventPattern(json(pattern.replace('\'', '"'))).matches(json(EVENT)))
        .isEqualTo(matches);
  }

  @Test
  void refusesMatchersThatItDoesNotKnow() {
    assertThatThrownBy(() -> new EventPattern(json("{\"a\": [{\"cidr\": \"10.0.0.0/8\"}]}")))
        .isInstanceOf(BadTemplate.class);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
