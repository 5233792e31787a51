package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nobody is called without being told what to do, and everything that can go wrong calls somebody.
class AlarmsTest {
  /// Runbooks that somebody opens because he is asked to, not because he was called.
  private static final Set<String> ASKED_FOR = Set.of("README", "erase-a-person");

  @Test
  void everyAlarmHasARunbookAndEveryRunbookAnAlarm() {
    assertThat(faults(Deployed.asWritten())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "infra/runbooks/api-slow.md | nothing | ApiSlow: names no runbook",
        "infra/runbooks/api-slow.md | nothing | api-slow: no alarm names it",
        "infra/runbooks/api-slow.md | infra/runbooks/slow.md | ApiSlow: there is no runbook slow",
        "AlarmActions: !If [Told, [!Ref AlarmTopicArn], !Ref AWS::NoValue] | Period2: 1 | ApiSlow:"
            + " tells nobody",
        "ApproximateNumberOfMessagesVisible | NumberOfMessagesSent | RefusedFacts: nobody is called"
            + " when something lies in it",
        "MissedTicks: !GetAtt MissedTicks.QueueName | MissedTicks: nothing | MissedTicks: nobody is"
            + " called when something lies in it",
        "DeadLetterConfig: {Arn: !GetAtt MissedTicks.Arn} | DeadLetterConfig: {Arn: !GetAtt"
            + " IntakeQueue.Arn} | IntakeQueue: nobody is called when something lies in it",
      })
  void aMissingOneIsNoticed(String right, String wrong, String fault) {
    assertThat(faults(Deployed.with(wrong, right))).contains(fault);
  }

  @Test
  void everyRunbookSaysWhenItIsOver() throws IOException {
    var deployed = Deployed.asWritten();
    for (var book : deployed.runbooks()) {
      if (!book.equals("README")) {
        assertThat(deployed.runbook(book)).as(book).contains("**Over");
        assertThat(deployed.runbook("README")).as(book).contains("(" + book + ".md)");
      }
    }
  }

  private static List<String> faults(Deployed deployed) {
    var faults = new ArrayList<String>();
    var named = new TreeSet<String>();
    alarms(deployed)
        .forEach((name, alarm) -> {
          var text = alarm.path("AlarmDescription").toString();
          var books = Deployed.runbooksIn(text);
          if (books.isEmpty()) {
            faults.add(name + ": names no runbook");
          }
          for (var book : books) {
            named.add(book);
            if (!deployed.runbooks().contains(book)) {
              faults.add(name + ": there is no runbook " + book);
            }
          }
          if (!Deployed.namedBelow(alarm.path("AlarmActions")).contains("AlarmTopicArn")) {
            faults.add(name + ": tells nobody");
          }
        });
    for (var book : deployed.runbooks()) {
      if (!named.contains(book) && !ASKED_FOR.contains(book)) {
        faults.add(book + ": no alarm names it");
      }
    }
    for (var queue : deadLetterQueues(deployed)) {
      if (!watched(deployed).contains(queue)) {
        faults.add(queue + ": nobody is called when something lies in it");
      }
    }
    return faults;
  }

  private static Map<String, JsonNode> alarms(Deployed deployed) {
    var alarms = new LinkedHashMap<String, JsonNode>();
    for (var template : deployed.templates().values()) {
      Deployed.resources(template, "AWS::CloudWatch::Alarm")
          .forEach((name, alarm) -> alarms.put(name, alarm.path("Properties")));
    }
    return alarms;
  }

  /// The queues into which something puts what it has given up.
  private static Set<String> deadLetterQueues(Deployed deployed) {
    var queues = new TreeSet<String>();
    deployed.template().path("Resources").forEach(resource -> collect(resource, queues));
    queues.retainAll(deployed.resources("AWS::SQS::Queue").keySet());
    return queues;
  }

  private static void collect(JsonNode node, Set<String> into) {
    for (var member : node.properties()) {
      switch (member.getKey()) {
        case "DeadLetterConfig", "deadLetterTargetArn", "OnFailure" ->
            into.addAll(Deployed.namedBelow(member.getValue()));
        default -> {}
      }
    }
    node.forEach(each -> collect(each, into));
  }

  /// The queues of which an alarm counts the messages.
  private static Set<String> watched(Deployed deployed) {
    var parameters = deployed.template().at("/Resources/Alarms/Properties/Parameters");
    var watched = new TreeSet<String>();
    alarms(deployed)
        .forEach((name, alarm) -> {
          if (alarm.path("MetricName").asText().equals("ApproximateNumberOfMessagesVisible")) {
            var parameter = Deployed.named(alarm.at("/Dimensions/0/Value"));
            watched.add(Deployed.named(parameters.path(parameter)));
          }
        });
    return watched;
  }
}
