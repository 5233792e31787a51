package io.partway.listrecords;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.ingest.Report;
import io.partway.core.party.Party;
import io.partway.core.request.Decision;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(EmbeddedDynamoDb.class)
final class HistoryAndReceiptTest {
  private static final String HISTORY = "GET /v1/associations/{counterpartyId}/history";
  private static final String RECEIPT =
      "GET /v1/associations/{counterpartyId}/requests/{requestId}/receipt";
  private static final String HOSTILE = "<script>alert('1')</script> & \"Söhne\"";
  private static final Person PARTNER = Person.partnerAdmin("p-north");
  private static final Person CUSTOMER = Person.customerAdmin("c-1");

  private final World world;
  private final ListRecordsFunction function;
  private String request = "";

  HistoryAndReceiptTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new ListRecordsFunction(world.host(ListRecordsFunction.class));
  }

  @BeforeEach
  void live() {
    world.establish(
        "c-1",
        "p-north",
        new Report.Relation(
            AssociationType.RESELLER,
            World.SINCE,
            new Profile(HOSTILE, World.SECRETS.get(0), null, null, null, null, List.of())),
        null);
    request = world.submit("c-1", "p-north", Party.PARTNER);
  }

  private HttpResult history(Person person, String counterparty) {
    return HttpResult.of(
        function, HttpEvent.of(HISTORY, "counterpartyId", counterparty).by(person));
  }

  private HttpEvent receiptOf(Person person, String counterparty) {
    return HttpEvent.of(RECEIPT, "counterpartyId", counterparty, "requestId", request).by(person);
  }

  private HttpResult receipt(Person person, String counterparty) {
    return HttpResult.of(function, receiptOf(person, counterparty));
  }

  private void agree() {
    world.decide("c-1", "p-north", request, Party.CUSTOMER, Decision.AGREE);
  }

  @Test
  void tellsTheHistoryToBothSidesAndThePersonsToTheirOwn() {
    HttpResult partners = history(PARTNER, "c-1").done(200);
    assertThat(partners.json().get("valid").asBoolean()).isTrue();
    assertThat(partners.json().get("broken").isNull()).isTrue();
    assertThat(partners.json().get("items")).hasSize(2);
    JsonNode submit = partners.json().get("items").get(1);
    assertThat(submit.at("/action").asText()).isEqualTo("submitted");
    assertThat(submit.at("/person/subject").asText()).isEqualTo("u-admin-p-north");
    assertThat(submit.at("/person/address").asText()).isEqualTo("192.0.2.1");
    assertThat(submit.at("/before/request").isNull()).isTrue();
    assertThat(submit.at("/after/request").asText()).isEqualTo("pending");
    assertThat(submit.at("/statement/version").asText()).isEqualTo("submit-partner-1-en");
    assertThat(submit.at("/statement/hash").asText()).hasSize(64);
    assertThat(partners.at("/head/sequence")).isEqualTo("2");
    assertThat(partners.at("/head/mac")).isEqualTo(submit.at("/mac").asText());

    HttpResult customers = history(CUSTOMER, "p-north").done(200);
    assertThat(customers.json().at("/items/1/person").isNull()).isTrue();
    assertThat(customers.body()).doesNotContain("u-admin-p-north", "192.0.2.1");
  }

  @Test
  void hidesTheHistoryFromEverybodyElse() {
    history(Person.partnerAdmin("p-south"), "c-1").refused(404, "not-found");
    history(PARTNER.inRole("account_manager"), "c-1").refused(404, "not-found");
    history(CUSTOMER, "p-south").refused(404, "not-found");
    HttpResult.of(function, HttpEvent.of(HISTORY, "counterpartyId", "c-1").by(PARTNER).query("x=1"))
        .refused(400, "malformed");
  }

  @Test
  void aReceiptIsForAnAgreementAlone() {
    receipt(PARTNER, "c-1").refused(404, "not-found");
    world.decide("c-1", "p-north", request, Party.CUSTOMER, Decision.REJECT);
    receipt(PARTNER, "c-1").refused(404, "not-found");
  }

  @Test
  void bothSidesHoldTheSameReceiptForEver() {
    agree();
    HttpResult first = receipt(PARTNER, "c-1").done(200);
    assertThat(receipt(CUSTOMER, "p-north").done(200).body()).isEqualTo(first.body());
    world.clock().advance(java.time.Duration.ofDays(400));
    assertThat(receipt(PARTNER.inRole("viewer"), "c-1").done(200).body()).isEqualTo(first.body());
    receipt(Person.partnerAdmin("p-south"), "c-1").refused(404, "not-found");
    assertThat(first.at("/receipt/endedAt")).isEqualTo("2026-03-02T09:30:00.000Z");
    assertThat(first.at("/receipt/agreed/party")).isEqualTo("customer");
    assertThat(first.at("/receipt/agreed/statement/text")).startsWith("I agree to end");
    assertThat(first.at("/receipt/submitted/consequences/0/code")).isEqualTo("association-ends");
    assertThat(first.at("/receipt/customerName")).isEqualTo("M***");
    assertThat(first.at("/receipt/history/mac")).isEqualTo(history(PARTNER, "c-1").at("/head/mac"));
  }

  @Test
  void whoeverHoldsAReceiptCanCheckIt() throws GeneralSecurityException {
    agree();
    HttpResult answer = receipt(PARTNER, "c-1").done(200);
    String[] jws = answer.at("/jws").split("\\.", -1);
    JsonNode key =
        HttpResult.of(function, HttpEvent.of("GET /v1/receipt-keys"))
            .done(200)
            .json()
            .at("/keys/0");
    assertThat(text(jws[0]))
        .isEqualTo("{\"alg\":\"EdDSA\",\"kid\":\"" + key.get("kid").asText() + "\"}");
    assertThat(answer.body()).contains("\"receipt\":" + text(jws[1]) + ",");
    assertThat(verifies(key, jws[0] + "." + jws[1], jws[2])).isTrue();
    assertThat(verifies(key, jws[0] + "." + jws[1] + "A", jws[2])).isFalse();
  }

  private static String text(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static boolean verifies(JsonNode key, String signed, String signature)
      throws GeneralSecurityException {
    byte[] x = Base64.getUrlDecoder().decode(key.get("x").asText());
    byte[] bigEndian = new byte[x.length];
    for (int i = 0; i < x.length; i++) {
      bigEndian[i] = x[x.length - 1 - i];
    }
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    PublicKey known =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(known);
    check.update(signed.getBytes(StandardCharsets.US_ASCII));
    return check.verify(Base64.getUrlDecoder().decode(signature));
  }

  @Test
  void aPageIsSelfContainedAndEverythingOnItIsText() {
    agree();
    HttpResult page =
        HttpResult.of(
            function,
            receiptOf(PARTNER, "c-1")
                .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("accept-language", "es"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers())
        .containsEntry("Content-Type", "text/html; charset=utf-8")
        .containsEntry("Cache-Control", "no-store")
        .hasEntrySatisfying(
            "Content-Security-Policy", policy -> assertThat(policy).contains("default-src 'none'"));
    assertThat(page.body())
        .contains("<html lang=\"es\">", "Justificante", "&lt;script&gt;alert(&#39;1&#39;)", "&amp;")
        .contains("<blockquote lang=\"en\">I agree to end the association", "<ul lang=\"en\">")
        .contains("2026-03-02 09:30:00.000 UTC", "el cliente</dd>")
        .contains(receipt(PARTNER, "c-1").at("/jws"))
        .doesNotContain("<script", "src=", "href=", "http", World.SECRETS.get(0));
    HttpResult.of(
            function,
            receiptOf(PARTNER, "c-1").header("accept", "application/json, text/html;q=0.5"))
        .done(200);
  }

  @Test
  void everyFormOfAReceiptHasATagOfItsOwnAndKeepsIt() {
    agree();
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < 2; i++) {
      for (String accept : List.of("application/json", "text/html")) {
        for (String language : List.of("en", "es", "zh-Hans")) {
          HttpResult answer =
              HttpResult.of(
                  function,
                  receiptOf(CUSTOMER, "p-north")
                      .header("accept", accept)
                      .header("accept-language", language));
          assertThat(answer.status()).isEqualTo(200);
          String tag = answer.headers().getOrDefault("ETag", "");
          assertThat(tag).matches("\"[0-9a-f]+\"");
          assertThat(tags.merge(tag, answer.body(), (known, same) -> same))
              .as("one tag, one body")
              .isEqualTo(answer.body());
        }
      }
    }
    assertThat(tags).hasSize(4);
  }

  /// Told by the version that was acknowledged; a page in another language repeats it.
  @Test
  void aPageIsInTheReadersLanguageAndTheStatementInItsOwn() {
    agree();
    Map<String, String> titles =
        Map.of("en", "Receipt: end", "es", "Justificante: fin", "zh-CN", "凭证：关联关系已解除");
    titles.forEach((language, title) -> {
      HttpResult page =
          HttpResult.of(
              function,
              receiptOf(PARTNER, "c-1")
                  .header("accept", "text/html")
                  .header("accept-language", language));
      assertThat(page.body())
          .contains("<title>" + title, "<blockquote lang=\"en\">")
          .doesNotContain("admin)");
    });
  }

  @Test
  void nothingIsAttestedFromAHistoryThatDoesNotHold() {
    agree();
    world
        .client()
        .updateItem(u ->
            u.tableName(world.table())
                .key(
                    Map.of(
                        "PK", AttributeValue.fromS("C#c-1"),
                        "SK", AttributeValue.fromS("REC#" + request)))
                .updateExpression("SET reason = :other")
                .expressionAttributeValues(Map.of(":other", AttributeValue.fromS("Another."))));

    HttpResult refused = receipt(CUSTOMER, "p-north").refused(409, "history-broken");

    assertThat(refused.at("/broken/sequence")).isEqualTo("2");
    assertThat(refused.at("/broken/cause")).isEqualTo("record-altered");
    HttpResult history = history(PARTNER, "c-1").done(200);
    assertThat(history.json().path("valid").asBoolean()).isFalse();
    assertThat(history.at("/broken/sequence")).isEqualTo("2");
  }
}
