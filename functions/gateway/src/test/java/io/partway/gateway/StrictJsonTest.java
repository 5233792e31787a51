package io.partway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " { } ",
        "\"\"",
        "0",
        "-0",
        "-0.0e+0",
        "1E9",
        "10.25",
        "true",
        "false",
        "null",
        "[1,[2,[3]]]",
        "{\"\":{\"a\":[]}}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud800\"",
        "\"\u007f\u2028\uD83D\uDE00\"",
        "\n\t\r [ 1 , 2 ] \n"
      })
  void takesWhatIsJson(String text) {
    StrictJson.Parsed parsed = StrictJson.parse(text);

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.value()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "{]",
        "[}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "01",
        "-",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "True",
        "tru",
        "nulll",
        "\"",
        "\"\\",
        "\"\\u",
        "\"\\u12g4\"",
        "\"\\uFF\uFF11\uFF11\"",
        "\"\\x\"",
        "\"\n\"",
        "\"\u0000\"",
        "\uFEFF[]",
        "[]//",
        "/**/[]",
        "[] []",
        "\u00a0[]",
        "\u2028"
      })
  void refusesWhatIsNot(String text) {
    StrictJson.Parsed parsed = StrictJson.parse(text);

    assertThat(parsed.value()).isNull();
    assertThat(parsed.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("not-json"));
  }

  @Test
  void pointsAtEveryDuplicate() {
    StrictJson.Parsed parsed =
        StrictJson.parse("{\"a\":{\"b/c\":1,\"b\\u002fc\":2},\"a\":[],\"a\":3}");

    assertThat(parsed.faults())
        .extracting(RequestFault::where)
        .containsExactly("/a/b~1c", "/a", "/a");
  }

  @Test
  void countsNesting() {
    assertThat(StrictJson.parse("[".repeat(8) + "]".repeat(8)).faults()).isEmpty();
    assertThat(StrictJson.parse("{\"a\":[".repeat(5)).faults())
        .extracting(RequestFault::where, RequestFault::code)
        .containsExactly(tuple("/a/0/a/0/a/0/a/0", "too-deep"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1,"b":2}            | { "b" : 2.0 , "a" : 10e-1 }
          {"a":[true,null]}        | {"a":[ true,null ]}
          "h\\u00e9\\/"            | "hé/"
          [0,-0,0.0,0e5]           | [0,0,0,0]
          1e3                      | 1000
          -1.50                    | -15E-1
          {"x":{}}                 | {"x":{ }}
          """)
  void spellsTheSameValueTheSame(String one, String other) {
    assertThat(canonical(one)).isEqualTo(canonical(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1}       | {"a":"1"}
          {"a":null}    | {}
          []            | {}
          [1,2]         | [2,1]
          "a"           | "A"
          "\\ud800"     | "\\ud801"
          "\\ud800"     | "?"
          1             | 1.0000000000000000000000001
          1e99999999999 | 1e99999999998
          {"a":"b,c"}   | {"a":"b","c":""}
          "\\u0000"     | "\\\\u0000"
          """)
  void spellsAnotherValueAnotherWay(String one, String other) {
    assertThat(canonical(one)).isNotEqualTo(canonical(other)).matches("[ -~]+");
  }

  private static String canonical(String text) {
    return Objects.requireNonNull(StrictJson.parse(text).value(), text).canonical();
  }
}
