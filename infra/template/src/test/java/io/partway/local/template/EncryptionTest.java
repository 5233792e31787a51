package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever gives a key of his own has everything encrypted with it; and what must not be lost is
/// not.
class EncryptionTest {
  /// Where each kind of resource names its key.
  private static final Map<String, String> KEYS =
      Map.of(
          "AWS::DynamoDB::Table", "/SSESpecification/KMSMasterKeyId",
          "AWS::SQS::Queue", "/KmsMasterKeyId",
          "AWS::Logs::LogGroup", "/KmsKeyId",
          "AWS::SecretsManager::Secret", "/KmsKeyId",
          "AWS::S3::Bucket",
              "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault");

  @Test
  void everythingThatKeepsSomethingKeepsItSafely() {
    assertThat(faults(Deployed.asWritten())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSEType: KMS, KMSMasterKeyId: !If [OwnKey, !Ref KmsKeyArn, !Ref AWS::NoValue] | SSEType:"
            + " KMS | Associations: not encrypted with the given key",
        "KmsMasterKeyId: !If [OwnKey, !Ref KmsKeyArn, !Ref AWS::NoValue] | DelaySeconds: 0 |"
            + " RefusedFacts: not encrypted with the given key",
        "KmsKeyId: !If [OwnKey, !Ref KmsKeyArn, !Ref AWS::NoValue] | Tags: [] | HistoryKey: not"
            + " encrypted with the given key",
        "SSEAlgorithm: aws:kms, KMSMasterKeyID: !Ref KmsKeyArn | SSEAlgorithm: aws:kms | Intake:"
            + " not encrypted with the given key",
        "PointInTimeRecoveryEnabled: true | PointInTimeRecoveryEnabled: false | Associations:"
            + " cannot be restored",
        "DeletionProtectionEnabled: true | DeletionProtectionEnabled: false | Associations: deleted"
            + " by a slip",
      })
  void anythingThatDoesNotIsNoticed(String right, String wrong, String fault) {
    assertThat(faults(Deployed.with(wrong, right))).contains(fault);
  }

  private static List<String> faults(Deployed deployed) {
    var faults = new ArrayList<String>();
    KEYS.forEach((type, pointer) ->
        deployed
            .resources(type)
            .forEach((name, resource) -> {
              var key = resource.path("Properties").at(pointer);
              if (!Deployed.namedBelow(key).contains("KmsKeyArn")) {
                faults.add(name + ": not encrypted with the given key");
              }
            }));
    deployed.resources("AWS::DynamoDB::Table").forEach((name, table) -> table(name, table, faults));
    return faults;
  }

  private static void table(String name, JsonNode table, List<String> faults) {
    var properties = table.path("Properties");
    if (!properties
        .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
        .asBoolean()) {
      faults.add(name + ": cannot be restored");
    }
    if (!properties.path("DeletionProtectionEnabled").asBoolean()
        || !table.path("DeletionPolicy").asText().equals("Retain")
        || !table.path("UpdateReplacePolicy").asText().equals("Retain")) {
      faults.add(name + ": deleted by a slip");
    }
  }
}
