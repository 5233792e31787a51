package io.partway.local.engine;

import java.io.IOException;
import java.util.Arrays;

/// The child process that DynamoDB Local runs in: its class path holds the engine and this class,
/// and the engine's many libraries stay away from the functions.
///
/// Started by the engine's own entry point it would listen on every address of the machine; here
/// its connector is bound to one address and to a port that the system chooses, which is written to
/// standard output. It ends when its standard input does, that is with its parent, however that one
/// died. Reflection, because nothing of the engine is on our class path.
final class EngineProcess {
  static final String READY = "listening on port ";

  private EngineProcess() {}

  /// @param arguments the address to listen on, then those of DynamoDB Local, such as `-inMemory`
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    var address = arguments[0];
    var own = Arrays.copyOfRange(arguments, 1, arguments.length);
    var runner = Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner");
    var server =
        runner
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) own);
    var field = server.getClass().getDeclaredField("server");
    field.setAccessible(true);
    var jetty = field.get(server);
    var connectors = (Object[]) call(jetty, "getConnectors");
    var connector = connectors[0];
    connector.getClass().getMethod("setHost", String.class).invoke(connector, address);
    connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
    call(server, "start");
    System.out.println(READY + call(connector, "getLocalPort"));
    while (System.in.read() >= 0) {
      // Nothing is ever said: only the end matters.
    }
    Runtime.getRuntime().exit(0);
  }

  private static Object call(Object object, String method) throws ReflectiveOperationException {
    return object.getClass().getMethod(method).invoke(object);
  }
}
