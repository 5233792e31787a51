package io.partway.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.template.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private final RouteTable table =
      new RouteTable(
          List.of(
              new Route("ANY", "/v1/{rest+}", "rest", true),
              new Route("GET", "/v1/customers/{id}", "one", true),
              new Route("GET", "/v1/customers/best", "best", true),
              new Route("PUT", "/v1/a/{x}/b/{y}", "pair", true)));

  @Test
  void prefersTheMoreSpecificRoute() {
    assertThat(function("GET", "/v1/customers/best")).isEqualTo("best");
    assertThat(function("GET", "/v1/customers/other")).isEqualTo("one");
    assertThat(function("GET", "/v1/customers/other/more")).isEqualTo("rest");
    assertThat(function("DELETE", "/v1/customers/best")).isEqualTo("rest");
  }

  @Test
  void decodesParameters() {
    assertThat(table.find("PUT", "/v1/a/caf%C3%A9%2Fbar/b/1+1"))
        .hasValueSatisfying(
            match -> assertThat(match.parameters()).isEqualTo(Map.of("x", "café/bar", "y", "1+1")));
  }

  @Test
  void takesNoEmptyParameterAndNoOtherSlash() {
    var strict = new RouteTable(List.of(new Route("GET", "/v1/customers/{id}", "one", true)));

    assertThat(strict.find("GET", "/v1/customers/")).isEmpty();
    assertThat(strict.find("GET", "/v1/customers/a/")).isEmpty();
    assertThat(strict.find("GET", "/v1/customers")).isEmpty();
    assertThat(strict.find("HEAD", "/v1/customers/a")).isEmpty();
  }

  private String function(String method, String path) {
    return table.find(method, path).orElseThrow().route().function();
  }
}
