package io.partway.local;

import io.partway.local.template.BadTemplate;
import io.partway.local.template.Template;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Starts the local system from the command line and keeps it running until it is told to stop.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    // The SDK asks for a logging library; that there is none here is meant.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    try {
      var template = Template.read(Installation.find().template());
      var cli = new Cli(template, System.out, System.err);
      switch (cli.read(arguments)) {
        case Cli.Wish.End(var exitCode) -> System.exit(exitCode);
        case Cli.Wish.Start(var options) -> run(cli, options);
        case Cli.Wish.Republish wish -> System.exit(operate(template).run(wish));
        case Cli.Wish.Erase wish -> System.exit(operate(template).run(wish));
      }
    } catch (CannotStart | BadTemplate e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Operate operate(Template template) {
    var stack = template.stack(Map.of(), "");
    return new Operate(
        System.out, System.err, stack.pipes().getFirst().function(), stack.erasing().name());
  }

  private static void run(Cli cli, LocalOptions options) throws InterruptedException {
    var system = LocalSystem.start(options, Console.standard());
    Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
    cli.announce(system, options);
    new CountDownLatch(1).await();
  }
}
