package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.Limit;
import io.partway.core.policy.Policy;
import io.partway.platform.BadConfiguration;
import io.partway.platform.Configuration;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A policy value is a parameter, a variable of the environment and a limit: the same three times.
class ParametersTest {
  private final Deployed deployed = Deployed.asWritten();
  private final Map<String, Parameter> parameters =
      Template.parse(Deployed.text()).parameters().stream()
          .collect(Collectors.toMap(Parameter::name, Function.identity()));

  /// The parameters that functions see, by the variable in which they do.
  private Map<String, Parameter> policies() {
    var policies = new TreeMap<String, Parameter>();
    for (var variable :
        deployed.template().at("/Globals/Function/Environment/Variables").properties()) {
      var parameter = parameters.get(variable.getValue().path("Ref").asText());
      if (parameter != null) {
        policies.put(variable.getKey(), parameter);
      }
    }
    return policies;
  }

  private static Policy policy(String variable, String value) {
    return Configuration.of(Map.of("TABLE_NAME", "t", variable, value)).policy();
  }

  @Test
  void everyPolicyValueIsAParameter() {
    assertThat(policies()).hasSize(Policy.class.getRecordComponents().length);
  }

  @Test
  void withoutAWordTheyAreTheDefaultsOfTheCode() {
    policies()
        .forEach((variable, parameter) ->
            assertThat(policy(variable, parameter.defaultValue().orElseThrow()))
                .as(parameter.name())
                .isEqualTo(Policy.standard()));
    policies()
        .forEach((variable, parameter) ->
            Arrays.stream(Limit.values())
                .filter(limit -> limit.name().equals(variable))
                .forEach(limit ->
                    assertThat(parameter.defaultValue())
                        .as(variable)
                        .hasValue(String.valueOf(limit.standard()))));
  }

  @Test
  void whatTheTemplateTakesTheCodeTakesAndNothingElse() {
    policies()
        .forEach((variable, parameter) -> {
          for (var value : parameter.allowedValues()) {
            assertThatCode(() -> policy(variable, value)).as(variable).doesNotThrowAnyException();
          }
          if (parameter.type().equals("Number")) {
            var least = parameter.minimum().orElseThrow();
            var most = parameter.maximum().orElseThrow();
            for (var good : new BigDecimal[] {least, most}) {
              assertThatCode(() -> policy(variable, good.toPlainString()))
                  .as(variable)
                  .doesNotThrowAnyException();
            }
            for (var bad :
                new BigDecimal[] {least.subtract(BigDecimal.ONE), most.add(BigDecimal.ONE)}) {
              assertThatThrownBy(() -> policy(variable, bad.toPlainString()))
                  .as("%s %s", variable, bad)
                  .isInstanceOf(BadConfiguration.class);
            }
          }
        });
  }

  @Test
  void everyParameterSaysWhatItIsFor() {
    for (var template : deployed.templates().entrySet()) {
      for (var parameter : template.getValue().path("Parameters").properties()) {
        assertThat(parameter.getValue().path("Description").asText())
            .as("%s of %s", parameter.getKey(), template.getKey())
            .isNotEmpty();
      }
    }
  }

  /// Nothing but the address that mails are sent from is nobody's to guess.
  @Test
  void aStackNeedsOneAnswerOnly() {
    assertThat(parameters.values())
        .filteredOn(parameter -> parameter.defaultValue().isEmpty())
        .extracting(Parameter::name)
        .containsExactly("SenderAddress");
  }
}
