package io.partway.local.intake;

import java.io.PrintStream;
import java.util.Locale;

/// Shows on a console how far something is: one line drawn again and again on a terminal, a line at
/// every quarter elsewhere.
public final class ProgressBar {
  private static final int WIDTH = 30;

  private final PrintStream console;
  private final boolean terminal;
  private final String title;
  private int shownPercent = -1;

  public ProgressBar(PrintStream console, boolean terminal, String title) {
    this.console = console;
    this.terminal = terminal;
    this.title = title;
  }

  /// @param done of `all`; more is taken for all
  public synchronized void show(long done, long all) {
    var percent = all == 0 ? 100 : (int) Math.min(100, done * 100 / all);
    if (percent <= shownPercent || (!terminal && percent / 25 == shownPercent / 25)) {
      return;
    }
    shownPercent = percent;
    if (terminal) {
      var filled = percent * WIDTH / 100;
      console.printf(
          Locale.ROOT,
          "\r%s [%s%s] %3d %%",
          title,
          "#".repeat(filled),
          " ".repeat(WIDTH - filled),
          percent);
    } else {
      console.printf(Locale.ROOT, "%s %d %%%n", title, percent);
    }
    console.flush();
  }

  /// Ends the line.
  public synchronized void end(String summary) {
    console.printf("%s%s: %s%n", terminal ? "\r\033[K" : "", title, summary);
  }
}
