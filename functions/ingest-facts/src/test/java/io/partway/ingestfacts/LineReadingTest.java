package io.partway.ingestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.Facts;
import io.partway.core.ingest.Report;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.search.Spend;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One line: every member, and every way to get it wrong, in both formats.
class LineReadingTest {
  private static final Pair PAIR = new Pair(new CustomerId("c-1"), new PartnerId("p_1"));
  private static final Instant UNTIL = Instant.parse("2027-01-31T10:00:00Z");
  private static final Report WHOLE =
      new Report.Observed(
          PAIR,
          7,
          new Report.Relation(
              AssociationType.RESELLER,
              Instant.parse("2025-03-01T08:00:00.123Z"),
              new Profile(
                  "Nord \"GmbH\"",
                  "Zoë, 木村",
                  "acct",
                  "+49 170 1",
                  "m-1",
                  "Max",
                  List.of("gold", "a,b"))),
          new Facts.Account(
              true,
              List.of(
                  new Facts.Member("m1", Accounting.INDEPENDENT, null),
                  new Facts.Member("m2", Accounting.UNIFIED, UNTIL)),
              true,
              true),
          new Facts.Billing(
              List.of(new Facts.Term("ri", UNTIL)),
              List.of(new Facts.Term("psp", UNTIL)),
              List.of(new Facts.Term("ssp", UNTIL)),
              List.of(
                  new Facts.Hold("arrears", Actor.CUSTOMER, "inv-1"),
                  new Facts.Hold("contract", Actor.OPERATOR, null))),
          new Spend(new BigDecimal("1234.5"), "EUR", new BigDecimal("80"), UNTIL));

  @Test
  void readsEveryMemberOfJson() {
    assertThat(
            Files.report(
                "a.jsonl",
                """
                {"customerId":"c-1","partnerId":"p_1","partnerName":"Nord \\"GmbH\\"","version":7,\
                "name":"Zo\\u00eb, 木村","account":"acct","mobile":"+49 170 1","managerId":"m-1","manager":"Max",\
                "tags":["gold","a,b"],"associationType":"reseller",\
                "associatedAt":"2025-03-01T09:00:00.1234+01:00","autoFrozen":true,"expenditure":1234.50,\
                "currency":"EUR","budgetUsage":"80.0","resourcesExpireAt":"2027-01-31T10:00:00Z",\
                "enterpriseMaster":true,"members":[{"id":"m1","accounting":"independent",\
                "serviceSupportPlanUntil":null},{"id":"m2","accounting":"unified",\
                "serviceSupportPlanUntil":"2027-01-31T10:00:00Z"}],"manuallyFrozen":true,\
                "reservedInstances":[{"id":"ri","until":"2027-01-31T10:00:00Z"}],\
                "partnerSupportPlans":[{"id":"psp","until":"2027-01-31T10:00:00Z"}],\
                "serviceSupportPlans":[{"id":"ssp","until":"2027-01-31t10:00:00z"}],\
                "holds":[{"code":"arrears","actor":"customer","resource":"inv-1"},\
                {"code":"contract","actor":"operator"}]}
                """))
        .isEqualTo(WHOLE);
  }

  @Test
  void readsEveryColumnOfCsv() {
    String header =
        "version,partnerId,customerId,partnerName,name,account,mobile,managerId,manager,tags,associationType,"
            + "associatedAt,autoFrozen,expenditure,currency,budgetUsage,resourcesExpireAt,enterpriseMaster,members,"
            + "manuallyFrozen,reservedInstances,partnerSupportPlans,serviceSupportPlans,holds";
    String row =
        "7,p_1,c-1,\"Nord \"\"GmbH\"\"\",\"Zoë, 木村\",acct,+49 170 1,m-1,Max,\"[\"\"gold\"\",\"\"a,b\"\"]\",reseller,"
            + "2025-03-01T09:00:00.1234+01:00,TRUE,1234.50,EUR,80,2027-01-31T10:00:00Z,true,"
            + "\"[{\"\"id\"\":\"\"m1\"\",\"\"accounting\"\":\"\"independent\"\"},\r\n"
            + "{\"\"id\"\":\"\"m2\"\",\"\"accounting\"\":\"\"unified\"\","
            + "\"\"serviceSupportPlanUntil\"\":\"\"2027-01-31T10:00:00Z\"\"}]\",True,"
            + "\"[{\"\"id\"\":\"\"ri\"\",\"\"until\"\":\"\"2027-01-31T10:00:00Z\"\"}]\","
            + "\"[{\"\"id\"\":\"\"psp\"\",\"\"until\"\":\"\"2027-01-31T10:00:00Z\"\"}]\","
            + "\"[{\"\"id\"\":\"\"ssp\"\",\"\"until\"\":\"\"2027-01-31T10:00:00Z\"\"}]\","
            + "\"[{\"\"code\"\":\"\"arrears\"\",\"\"actor\"\":\"\"customer\"\",\"\"resource\"\":\"\"inv-1\"\"},"
            + "{\"\"code\"\":\"\"contract\"\",\"\"actor\"\":\"\"operator\"\"}]\"";

    assertThat(Files.report("a.csv", header + "\n" + row)).isEqualTo(WHOLE);
    assertThat(Files.report("a.CSV", "\uFEFF" + header + "\r\n" + row + "\r\n")).isEqualTo(WHOLE);
  }

  @Test
  void aStreamWithoutAMemberIsNotReportedAndAMemberWithoutAValueIsEmpty() {
    Report spend =
        new Report.Observed(PAIR, 1, null, null, null, new Spend(null, "EUR", null, null));
    Report account =
        new Report.Observed(
            PAIR, 1, null, new Facts.Account(false, List.of(), false, false), null, null);
    Report billing =
        new Report.Observed(
            PAIR,
            1,
            null,
            null,
            new Facts.Billing(List.of(), List.of(), List.of(), List.of()),
            null);

    assertThat(json("\"currency\":\"EUR\",\"holds\":null,\"name\":\"\"")).isEqualTo(spend);
    assertThat(csv("currency,holds,name", "EUR,,")).isEqualTo(spend);
    assertThat(json("\"manuallyFrozen\":false")).isEqualTo(account);
    assertThat(csv("manuallyFrozen,expenditure", "false,")).isEqualTo(account);
    assertThat(json("\"holds\":[]")).isEqualTo(billing);
    assertThat(csv("holds", "[]")).isEqualTo(billing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "name":5                                   | name: Give text of 1 to 200
          "name":" "                                 | name: Give text of 1 to 200
          "name":"a\\u0000b"                         | name: Give text of 1 to 200
          "name":"a\\ud800"                          | name: Give text of 1 to 200
          "tags":"gold"                              | tags: Give a list of at most 20.
          "tags":["ok",7]                            | tags/1: Give text of 1 to 64
          "associationType":"friend"                 | associationType: Give referral or reseller.
          "associationType":"RESELLER"               | associationType: Give referral or reseller.
          "associatedAt":"2026-01-01"                | associatedAt: Give an RFC 3339 instant
          "associatedAt":"2026-01-01T00:00:00"       | associatedAt: Give an RFC 3339 instant
          "associatedAt":"2026-02-30T00:00:00Z"      | associatedAt: Give an RFC 3339 instant
          "associatedAt":1767225600                  | associatedAt: Give an RFC 3339 instant
          "associatedAt":"9999-12-31T23:59:59-00:01" | associatedAt: Give an RFC 3339 instant
          "autoFrozen":"true"                        | autoFrozen: Give true or false.
          "manuallyFrozen":1                         | manuallyFrozen: Give true or false.
          "enterpriseMaster":"no"                    | enterpriseMaster: Give true or false.
          "expenditure":-0.01                        | expenditure: Give a decimal
          "expenditure":0.001                        | expenditure: Give a decimal
          "expenditure":"1,5"                        | expenditure: Give a decimal
          "expenditure":"1e2"                        | expenditure: Give a decimal
          "expenditure":1e999999999                  | expenditure: Give a decimal
          "expenditure":1e-999999999                 | expenditure: Give a decimal
          "expenditure":1e99999999999999             | expenditure: Give a decimal
          "expenditure":1234567890123456             | expenditure: Give a decimal
          "expenditure":true                         | expenditure: Give a decimal
          "budgetUsage":"NaN"                        | budgetUsage: Give a decimal
          "currency":"eur"                           | currency: Give 3 letters A to Z.
          "currency":"EURO"                          | currency: Give 3 letters A to Z.
          "resourcesExpireAt":"soon"                 | resourcesExpireAt: Give an RFC 3339 instant
          "members":{}                               | members: Give a list.
          "members":[null]                           | members/0: Give an object.
          "members":[{"id":"a"}]                     | members/0/accounting: Give a value.
          "members":[{"accounting":"unified"}]       | members/0/id: Give a value.
          "members":[{"id":"a","accounting":"x"}]    | members/0/accounting: Give independent or unified.
          "members":[{"id":"a","accounting":"unified","age":7}] | members/0/member 3: Its name is not known
          "reservedInstances":[{"id":"a"}]           | reservedInstances/0/until: Give a value.
          "reservedInstances":[{"id":1,"until":"x"}] | reservedInstances/0/until: Give an RFC 3339
          "partnerSupportPlans":[[]]                 | partnerSupportPlans/0: Give an object.
          "serviceSupportPlans":7                    | serviceSupportPlans: Give a list.
          "holds":[{"code":"x","actor":"bank"}]      | holds/0/actor: Give partner or customer or operator.
          "holds":[{"actor":"partner"}]              | holds/0/code: Give a value.
          "nmae":"x"                                 | member 4: Its name is not known
          "name":"x","name":"x"                      | Give every member once.
          "name":"x",                                | breaks off at character
          "holds":[[[[[[[[]]]]]]]]                   | Nest no deeper than
          "endedAt":"2026-01-01T00:00:00Z"           | member 4: Its name is not known
          """)
  void refusesWhatIsWrong(String members, String reason) {
    assertThat(
            Files.reason(
                "a.jsonl",
                "{\"customerId\":\"c-1\",\"partnerId\":\"p_1\",\"version\":1," + members + "}"))
        .contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"partnerId":"p","version":1,"name":"x"}                      | customerId: Give a value.
          {"customerId":"c","version":1,"name":"x"}                     | partnerId: Give a value.
          {"customerId":"c","partnerId":"p","name":"x"}                 | version: Give a value.
          {"customerId":"c d","partnerId":"p","version":1,"name":"x"}   | customerId: Give 1 to 64
          {"customerId":"c","partnerId":7,"version":1,"name":"x"}       | partnerId: Give 1 to 64
          {"customerId":"c","partnerId":"p","version":0,"name":"x"}     | version: Give a whole number from 1
          {"customerId":"c","partnerId":"p","version":-1,"name":"x"}    | version: Give a whole number from 1
          {"customerId":"c","partnerId":"p","version":1.5,"name":"x"}   | version: Give a whole number from 1
          {"customerId":"c","partnerId":"p","version":1e3,"name":"x"}   | version: Give a whole number from 1
          {"customerId":"c","partnerId":"p","version":"1","name":"x"}   | version: Give a whole number from 1
          {"customerId":"c","partnerId":"p","version":9999999999999999999,"name":"x"} | version: Give a whole number
          {"customerId":"c","partnerId":"p","version":1}                | Give at least one member beside the ids
          [1]                                                           | Give one JSON object a line.
          null                                                          | Give one JSON object a line.
          {"customerId":"c"} {}                                         | breaks off at character 20.
          hello                                                         | breaks off at character 1.
          """)
  void refusesLinesWithoutWhatEveryLineHas(String line, String reason) {
    assertThat(Files.reason("a.ndjson", line)).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          version      | one                  | version: Give a whole number
          version      | 01                   | version: Give a whole number
          version      | 1.0                  | version: Give a whole number
          expenditure  | -1                   | expenditure: Give a decimal
          expenditure  | 1e3                  | expenditure: Give a decimal
          expenditure  | .5                   | expenditure: Give a decimal
          autoFrozen   | yes                  | autoFrozen: Give true or false.
          tags         | gold                 | tags: Send one JSON value
          tags         | {}                   | tags: Give a list of at most 20.
          members      | "[{""id"":""a""}]"   | members/0/accounting: Give a value.
          holds        | "[{""a"":1,""a"":2}]" | holds: Give every member once.
          associatedAt | 1.1.2026             | associatedAt: Give an RFC 3339 instant
          customerId   | c/1                  | customerId: Give 1 to 64 letters
          partnerId    | ``                   | partnerId: Give a value.
          """)
  void refusesCells(String column, String cell, String reason) {
    List<String> columns = List.of("customerId", "partnerId", "version", "name");
    String header = String.join(",", columns) + (columns.contains(column) ? "" : "," + column);
    String row =
        switch (column) {
          case "customerId" -> cell + ",p,1,x";
          case "partnerId" -> "c," + cell + ",1,x";
          case "version" -> "c,p," + cell + ",x";
          default -> "c,p,1,x," + cell;
        };

    assertThat(Files.reason("a.csv", header + "\n" + row)).contains(reason);
  }

  @Test
  void tellsEverythingThatIsWrongWithALineAtOnce() {
    assertThat(
            Files.reason(
                "a.jsonl",
                "{\"customerId\":\"?\",\"version\":0,\"expenditure\":-1,\"holds\":[{}],\"x\":1}"))
        .contains(
            "customerId:",
            "partnerId:",
            "version:",
            "expenditure:",
            "holds/0/code:",
            "holds/0/actor:",
            "member 5:");
    assertThat(
            Files.reason(
                "a.csv", "customerId,partnerId,version,tags,expenditure,holds\n?,,x,gold,-1,[\n"))
        .contains("customerId:", "partnerId:", "version:", "tags:", "expenditure:", "holds:");
  }

  @Test
  void countsProblemsThatAreTooManyToSpellOut() {
    String members = "{\"id\":1},".repeat(99) + "{\"id\":1}";

    assertThat(
            Files.reason(
                "a.jsonl",
                "{\"customerId\":\"c\",\"partnerId\":\"p\",\"version\":1,\"members\":["
                    + members
                    + "]}"))
        .endsWith("And 180 more.")
        .hasSizeLessThan(2_000);
  }

  @Test
  void tellsNothingPersonal() {
    String line =
        "{\"Jane Doe\":\"Jane Doe\",\"customerId\":\"Jane Doe\",\"name\":[\"Jane Doe\"],\"tags\":[[\"Jane Doe\"]],"
            + "\"mobile\":{\"Jane Doe\":\"Jane Doe\",\"Jane Doe\":1}}";

    assertThat(Files.reason("a.jsonl", line)).doesNotContain("Jane");
    assertThat(Files.reason("a.jsonl", line.replace(":1}}", ":Jane Doe"))).doesNotContain("Jane");
    assertThat(Files.reason("a.csv", "Jane Doe,customerId\nx,y")).doesNotContain("Jane");
    assertThat(
            Files.reason(
                "a.csv", "customerId,partnerId,version,name\nJane Doe,p,Jane Doe,\u0001Jane"))
        .doesNotContain("Jane");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,0",
    "0.00,0",
    "12.50,12.5",
    "1e3,1000",
    "100,100",
    "999999999999999.99,999999999999999.99"
  })
  void amountsHaveNoSuperfluousDigits(String sent, String read) {
    assertThat(json("\"expenditure\":" + sent))
        .isEqualTo(
            new Report.Observed(
                PAIR, 1, null, null, null, new Spend(new BigDecimal(read), null, null, null)));
  }

  private static Report json(String members) {
    return Files.report(
        "a.json", "{\"customerId\":\"c-1\",\"partnerId\":\"p_1\",\"version\":1," + members + "}");
  }

  private static Report csv(String columns, String cells) {
    return Files.report(
        "a.csv", "customerId,partnerId,version," + columns + "\nc-1,p_1,1," + cells);
  }
}
