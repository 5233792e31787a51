package io.partway.benchmarks.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.benchmarks.http.HttpMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The Lambda Runtime API for one function process, on a free port of loopback: what the function
/// asks for its next event and tells its answers, and where it waits for being restored from a
/// snapshot. Beside it such a function is told its credentials, as Lambda does.
///
/// Plain sockets and one thread a connection: the function's time is measured here, so the server
/// adds as little as it can. Times are taken when an event has been made ready to send, and when an
/// answer has come in whole.
final class RuntimeApi implements AutoCloseable {
  private static final String ARN = "arn:aws:lambda:eu-west-1:000000000000:function:benchmark";

  private static final String CREDENTIALS = "/2021-04-23/credentials";
  private static final String CREDENTIALS_TOLD =
      """
      {"AccessKeyId":"benchmark","SecretAccessKey":"benchmark","Token":"benchmark","Expiration":"2100-01-01T00:00:00Z"}\
      """;

  private final ServerSocket listener;
  private final Duration timeout;
  private final Runnable restored;
  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Turn> turns = new LinkedBlockingQueue<>();
  private final AtomicLong requestIds = new AtomicLong();
  private volatile boolean ready;
  private volatile long sentAt;
  private volatile long restoredAt;
  private volatile Duration restore = Duration.ZERO;

  /// @param timeout of an invocation, which functions read as their deadline
  /// @param restored run between the snapshot and the restore of a function that is started for
  ///   SnapStart
  RuntimeApi(Duration timeout, Runnable restored) {
    this.timeout = timeout;
    this.restored = restored;
    try {
      listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("runtime-api").start(this::accept);
  }

  /// What came of a turn, in the order in which it came.
  sealed interface Turn {
    /// The function is there, and waits for its first event, or to be restored.
    record Ready(long at) implements Turn {}

    /// @param sentAt when its event was ready to be sent, by [System#nanoTime()]
    /// @param at when the answer was there
    @SuppressWarnings("ArrayRecordComponent") // nobody compares turns
    record Answered(byte[] answer, long sentAt, long at) implements Turn {}

    /// The function did not start, or threw.
    record Failed(String why) implements Turn {}
  }

  /// Where a function that is restored from snapshots asks for its credentials.
  String credentials() {
    return "http://" + address() + CREDENTIALS;
  }

  /// As the function's environment names it.
  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /// From the restore until it asked for its first event; zero where nothing is restored.
  Duration restore() {
    return restore;
  }

  /// Has an event sent as soon as the function asks for one.
  void send(byte[] event) {
    events.add(event);
  }

  /// The next turn.
  ///
  /// @throws FunctionFailed when none comes in this time
  Turn next(Duration patience) {
    try {
      Turn turn = turns.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (turn == null) {
        throw new FunctionFailed("no sign within " + patience.toSeconds() + " s");
      }
      return turn;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FunctionFailed("interrupted");
    }
  }

  /// Tells whoever waits that the process has ended.
  void ended(int status) {
    turns.add(new Turn.Failed("the process ended with status " + status));
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().name("runtime-api-connection").start(() -> serve(socket));
      } catch (IOException _) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16)) {
      while (true) {
        HttpMessage request = HttpMessage.read(in, () -> reply(socket, "100 Continue", ""));
        if (request == null) {
          return;
        }
        answer(socket, request, System.nanoTime());
      }
    } catch (SocketException _) {
      // The process is gone.
    } catch (IOException e) {
      turns.add(new Turn.Failed(e.toString()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Socket socket, HttpMessage request, long now)
      throws IOException, InterruptedException {
    String path = request.target();
    if (path.endsWith("/invocation/next")) {
      ready(now);
      if (restoredAt != 0) {
        restore = Duration.ofNanos(now - restoredAt);
        restoredAt = 0;
      }
      byte[] event = events.take();
      byte[] message = invocation(event);
      sentAt = System.nanoTime();
      socket.getOutputStream().write(message);
    } else if (path.endsWith("/response")) {
      turns.add(new Turn.Answered(request.body(), sentAt, now));
      reply(socket, "202 Accepted", "{\"status\":\"OK\"}");
    } else if (path.endsWith("/restore/next")) {
      ready(now);
      restored.run();
      restoredAt = System.nanoTime();
      reply(socket, "200 OK", "");
    } else if (path.equals(CREDENTIALS)) {
      reply(socket, "200 OK", CREDENTIALS_TOLD);
    } else {
      turns.add(new Turn.Failed(path + ": " + new String(request.body(), UTF_8)));
      reply(socket, "202 Accepted", "{\"status\":\"OK\"}");
    }
  }

  /// A function is ready once: one that waited to be restored asks for its first event later.
  private void ready(long now) {
    if (!ready) {
      ready = true;
      turns.add(new Turn.Ready(now));
    }
  }

  private byte[] invocation(byte[] event) {
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + "Lambda-Runtime-Aws-Request-Id: 00000000-0000-4000-8000-%012d\r\n"
                    .formatted(requestIds.incrementAndGet())
                + "Lambda-Runtime-Deadline-Ms: "
                + (System.currentTimeMillis() + timeout.toMillis())
                + "\r\nLambda-Runtime-Invoked-Function-Arn: "
                + ARN
                + "\r\nLambda-Runtime-Trace-Id:"
                + " Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0\r\n"
                + "Content-Length: "
                + event.length
                + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] message = new byte[head.length + event.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(event, 0, message, head.length, event.length);
    return message;
  }

  private static void reply(Socket socket, String status, String body) throws IOException {
    String head =
        status.startsWith("100")
            ? ""
            : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    socket
        .getOutputStream()
        .write(("HTTP/1.1 " + status + "\r\n" + head + "\r\n" + body).getBytes(ISO_8859_1));
  }
}
