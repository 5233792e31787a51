package io.partway.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClassLoadsTest {
  private static final List<String> LOG =
      List.of(
          "[0.012s][info][class,load] java.lang.Object source: shared objects file",
          "[0.013s][info][class,load] java.util.Vector source: jrt:/java.base",
          "[0.201s][info][class,load] io.partway.gateway.Boundary source:"
              + " file:/var/task/lib/partway-gateway-1.jar",
          "[0.202s][info][class,load] io.partway.gateway.view.RequestView source:"
              + " file:/var/task/lib/partway-gateway-1.jar",
          "[0.203s][info][class,load] io.partway.gateway.Boundary$$Lambda/0x00007f source:"
              + " io.partway.gateway.Boundary",
          "[0.204s][info][class,load] java.lang.invoke.LambdaForm$MH/0x0000 source:"
              + " __JVM_LookupDefineClass__",
          "[0.205s][info][gc] GC(0) Pause Young");

  @Test
  void whereClassesComeFrom() {
    ClassLoads loads = ClassLoads.of(LOG);
    assertThat(loads.all()).isEqualTo(6);
    assertThat(loads.bySource())
        .isEqualTo(
            Map.of(
                "shared objects file", 1,
                "jrt:/java.base", 1,
                "partway-gateway-1.jar", 2,
                "made while running", 2));
    assertThat(loads.bySource().keySet()).endsWith("shared objects file");
    assertThat(loads.byPackage())
        .containsEntry("io.partway.gateway", 1)
        .containsEntry("io.partway.gateway.view", 1)
        .doesNotContainKey("java.lang");
    assertThat(loads.table()).startsWith("6 classes: 2 ");
  }
}
