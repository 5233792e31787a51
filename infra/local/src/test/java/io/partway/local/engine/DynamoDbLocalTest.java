package io.partway.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.local.template.TableDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbLocalTest {
  private static final Path LIBRARIES = Path.of("../dynamodb-local/target/lib");
  private static final String TABLE =
      """
      {"AttributeDefinitions": [
         {"AttributeName": "pk", "AttributeType": "S"},
         {"AttributeName": "party", "AttributeType": "S"},
         {"AttributeName": "kind", "AttributeType": "S"},
         {"AttributeName": "at", "AttributeType": "N"}],
       "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
       "GlobalSecondaryIndexes": [
         {"IndexName": "byParty",
          "KeySchema": [
            {"AttributeName": "party", "KeyType": "HASH"},
            {"AttributeName": "kind", "KeyType": "HASH"},
            {"AttributeName": "at", "KeyType": "RANGE"}],
          "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["name"]}}],
       "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"}}
      """;

  @Test
  void keepsTablesOverRestarts(@TempDir Path folder) throws Exception {
    var table = new TableDefinition("Things", "Things", json(TABLE));
    try (var engine = DynamoDbLocal.start(LIBRARIES, Optional.of(folder));
        var client = client(engine)) {
      new Tables(client).create(table);
      client.putItem(put -> put.tableName("Things").item(Map.of("pk", AttributeValue.fromS("a"))));
      var made = client.describeTable(d -> d.tableName("Things")).table();
      assertThat(made.globalSecondaryIndexes().getFirst().keySchema()).hasSize(3);
      assertThat(made.streamSpecification().streamViewTypeAsString())
          .isEqualTo("NEW_AND_OLD_IMAGES");
    }
    try (var engine = DynamoDbLocal.start(LIBRARIES, Optional.of(folder));
        var client = client(engine)) {
      new Tables(client).create(table);
      assertThat(client.scan(s -> s.tableName("Things")).count()).isEqualTo(1);

      var changed = json(TABLE.replace("byParty", "byOther"));
      assertThatThrownBy(
              () -> new Tables(client).create(new TableDefinition("Things", "Things", changed)))
          .hasMessageContaining("choose another --data folder");
    }
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    var engine = DynamoDbLocal.shared(LIBRARIES);
    var own = InetAddress.getLocalHost();
    if (own.isLoopbackAddress()) {
      return;
    }
    assertThatThrownBy(() -> new Socket(own, engine.endpoint().getPort()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> DynamoDbLocal.start(Path.of("nowhere"), Optional.empty()))
        .hasMessageContaining("nowhere");
  }

  private static DynamoDbClient client(DynamoDbLocal engine) {
    return DynamoDbClient.builder()
        .endpointOverride(engine.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .build();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
