package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every function has to have, and that one without it is noticed.
class FunctionsTest {
  private static final String ALARMS = "infra/template/function-alarms.yaml";

  @Test
  void everyFunctionHasWhatFunctionsHave() {
    assertThat(faults(Deployed.asWritten())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Role: !GetAtt DecideRequestRole.Arn | Role: !GetAtt SubmitDisassociationRole.Arn |"
            + " DecideRequest: its role is another function's",
        "Role: !GetAtt DecideRequestRole.Arn | Description2: none | DecideRequest: no role of its"
            + " own",
        "LoggingConfig: {LogGroup: !Ref DecideRequestLog} | Layers: [] | DecideRequest: no log of"
            + " its own",
        "LogGroupName: !Sub /aws/lambda/${AWS::StackName}-DecideRequest | RetentionInDays2: 1 |"
            + " DecideRequest: its log has another name",
        "AutoPublishAlias: live | Layers: [] | DecideRequest: no alias live",
        "ApplyOn: PublishedVersions | ApplyOn: None | DecideRequest: no snapshot of published"
            + " versions",
        "{Alarms: !If [Watched, [!GetAtt DecideRequestAlarms.Outputs.NewVersionFails], []]} | {} |"
            + " DecideRequest: nothing takes a bad version back",
        "Function: !Ref DecideRequest, | Function: !Ref SubmitDisassociation, | DecideRequest: no"
            + " alarms",
        "Version: !GetAtt DecideRequest.Version.Version | Version: '1' | DecideRequest: its alarms"
            + " do not follow its version",
        "Tracing: Active | Layers: [] | DecideRequest: not traced",
        "${Name}-DecideRequest | ${Name}-SubmitDisassociation | DecideRequest: not on the"
            + " dashboard",
      })
  void aFunctionWithoutOneOfThemIsNoticed(String right, String wrong, String fault) {
    assertThat(faults(Deployed.with(wrong, right))).contains(fault);
  }

  @Test
  void aLogThatIsKeptForEverIsNoticed() {
    assertThat(faults(Deployed.with("Tags: []", "RetentionInDays: !Ref LogRetentionDays")))
        .contains("DecideRequest: its log is kept for ever", "AccessLog is kept for ever");
  }

  private static List<String> faults(Deployed deployed) {
    var faults = new ArrayList<String>();
    var globals = deployed.template().at("/Globals/Function");
    deployed
        .resources(Deployed.FUNCTION)
        .forEach((name, function) -> {
          var checked = new OneFunction(deployed, name, function.path("Properties"), globals);
          checked.faults().forEach(fault -> faults.add(name + ": " + fault));
        });
    deployed
        .resources("AWS::Logs::LogGroup")
        .forEach((name, log) -> {
          if (!log.path("Properties").has("RetentionInDays")) {
            faults.add(name + " is kept for ever");
          }
        });
    return faults;
  }

  private record OneFunction(Deployed deployed, String name, JsonNode own, JsonNode globals) {
    List<String> faults() {
      var faults = new ArrayList<String>();
      role(faults);
      log(faults);
      versions(faults);
      alarms(faults);
      if (!dashboard().contains("\"${Name}-" + name + "\"")) {
        faults.add("not on the dashboard");
      }
      if (!of("Tracing").asText().equals("Active")) {
        faults.add("not traced");
      }
      return faults;
    }

    private String dashboard() {
      return deployed
          .template("infra/template/dashboard.yaml")
          .at("/Resources/Dashboard/Properties/DashboardBody/Fn::Sub")
          .asText();
    }

    private JsonNode of(String property) {
      return own.has(property) ? own.get(property) : globals.path(property);
    }

    private void role(List<String> faults) {
      var role = Deployed.named(own.path("Role"));
      if (role.isEmpty()) {
        faults.add("no role of its own");
      } else if (!role.equals(name + "Role")) {
        faults.add("its role is another function's");
      }
      if (own.has("Policies")) {
        faults.add("SAM makes its role, and lets it write all logs");
      }
    }

    private void log(List<String> faults) {
      var log = Deployed.named(own.path("LoggingConfig").path("LogGroup"));
      if (!log.equals(name + "Log")) {
        faults.add("no log of its own");
        return;
      }
      var properties = deployed.template().path("Resources").path(log).path("Properties");
      if (!properties.has("RetentionInDays")) {
        faults.add("its log is kept for ever");
      }
      if (!properties
              .at("/LogGroupName/Fn::Sub")
              .asText()
              .equals("/aws/lambda/${AWS::StackName}-" + name)
          || !own.at("/FunctionName/Fn::Sub").asText().equals("${AWS::StackName}-" + name)) {
        faults.add("its log has another name");
      }
    }

    private void versions(List<String> faults) {
      if (!of("AutoPublishAlias").asText().equals("live")) {
        faults.add("no alias live");
      }
      if (!of("SnapStart").path("ApplyOn").asText().equals("PublishedVersions")) {
        faults.add("no snapshot of published versions");
      }
      if (!Deployed.namedBelow(own.at("/DeploymentPreference/Alarms")).contains(name + "Alarms")) {
        faults.add("nothing takes a bad version back");
      }
    }

    private void alarms(List<String> faults) {
      var alarms =
          deployed.resources("AWS::CloudFormation::Stack").values().stream()
              .map(stack -> stack.path("Properties"))
              .filter(stack -> stack.path("TemplateURL").asText().equals(ALARMS))
              .map(stack -> stack.path("Parameters"))
              .filter(parameters -> Deployed.named(parameters.path("Function")).equals(name))
              .findFirst();
      if (alarms.isEmpty()) {
        faults.add("no alarms");
      } else if (!alarms
          .get()
          .at("/Version/Fn::GetAtt")
          .toString()
          .equals("[\"" + name + "\",\"Version.Version\"]")) {
        faults.add("its alarms do not follow its version");
      }
    }
  }
}
