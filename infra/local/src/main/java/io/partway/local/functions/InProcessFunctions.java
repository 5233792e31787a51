package io.partway.local.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.partway.gateway.EventFailed;
import io.partway.local.template.FunctionDefinition;
import io.partway.platform.Host;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// Functions in this process. As on Lambda, an instance serves one event at a time; a further one
/// is made when all are busy.
public final class InProcessFunctions implements Functions {
  private final Map<String, Instances> functions = new LinkedHashMap<>();

  /// Held while an instance starts: on Lambda each has a process of its own, and libraries that
  /// look for their parts on the class path do not expect to do so twice at once.
  private final Lock starting = new ReentrantLock();

  private final InstantSource wallClock;
  private final Consumer<String> log;
  private final Consumer<Throwable> failures;

  /// @param hosts makes the machine that a function runs on
  /// @param log takes what functions log
  /// @param failures told what a function threw
  public InProcessFunctions(
      Iterable<FunctionDefinition> definitions,
      Function<FunctionDefinition, Host> hosts,
      InstantSource wallClock,
      Consumer<String> log,
      Consumer<Throwable> failures) {
    this.wallClock = wallClock;
    this.log = log;
    this.failures = failures;
    for (var definition : definitions) {
      functions.put(definition.name(), new Instances(definition, hosts.apply(definition)));
    }
  }

  @Override
  public FunctionOutcome invoke(String name, byte[] event) {
    var instances = functions.get(name);
    if (instances == null) {
      return new FunctionOutcome.Unreachable("no function is called " + name);
    }
    var handler = instances.take();
    try {
      var output = new ByteArrayOutputStream();
      var context = new InvocationContext(name, instances.definition.timeout(), wallClock, log);
      handler.handleRequest(new ByteArrayInputStream(event), output, context);
      return new FunctionOutcome.Answered(output.toByteArray());
    } catch (EventFailed e) {
      // Logged by the function itself; its message says what to change.
      return new FunctionOutcome.Failed(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | LinkageError e) {
      failures.accept(e);
      return new FunctionOutcome.Failed(e.toString());
    } finally {
      instances.giveBack(handler);
    }
  }

  private final class Instances {
    private final FunctionDefinition definition;
    private final Host host;
    private final Deque<RequestStreamHandler> idle = new ConcurrentLinkedDeque<>();

    Instances(FunctionDefinition definition, Host host) {
      this.definition = definition;
      this.host = host;
      // The first one is made at once, so that a class or a setting that is missing shows at the
      // start.
      giveBack(make());
    }

    RequestStreamHandler take() {
      var instance = idle.pollFirst();
      return instance == null ? make() : instance;
    }

    void giveBack(RequestStreamHandler instance) {
      idle.addFirst(instance);
    }

    private RequestStreamHandler make() {
      starting.lock();
      try {
        return Class.forName(definition.className())
            .asSubclass(RequestStreamHandler.class)
            .getConstructor(Host.class)
            .newInstance(host);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(definition.name() + " did not start", e.getCause());
      } catch (ReflectiveOperationException | ClassCastException e) {
        throw new IllegalStateException(
            "%s: %s is no RequestStreamHandler with a constructor that takes a Host"
                .formatted(definition.name(), definition.className()),
            e);
      } finally {
        starting.unlock();
      }
    }
  }
}
