package io.partway.benchmarks.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.benchmarks.http.HttpMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What functions take for the endpoints of AWS, on loopback: DynamoDB Local's, with TLS before it
/// as the service has, and stand-ins for the others.
public final class Front implements AutoCloseable {
  private static final String TARGET = "x-amz-target";
  private static final String DYNAMO_DB = "DynamoDB_";
  private static final int BACKLOG = 64;

  private final URI engine;
  private final Services services;
  private final ServerSocket listener;
  private final String scheme;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Units meter;

  private Front(URI engine, Services services, ServerSocket listener, String scheme) {
    this.engine = engine;
    this.services = services;
    this.listener = listener;
    this.scheme = scheme;
    Thread.ofPlatform().daemon().name("front").start(this::accept);
  }

  /// Opens one on a free port.
  ///
  /// @param certificate empty for one without TLS
  /// @param address where it listens
  public static Front open(
      URI engine, Services services, Optional<Certificate> certificate, InetAddress address) {
    try {
      return certificate.isPresent()
          ? new Front(
              engine,
              services,
              certificate
                  .get()
                  .context()
                  .getServerSocketFactory()
                  .createServerSocket(0, BACKLOG, address),
              "https")
          : new Front(engine, services, new ServerSocket(0, BACKLOG, address), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it is.
  public URI url() {
    return URI.create(
        scheme
            + "://"
            + listener.getInetAddress().getHostAddress()
            + ":"
            + listener.getLocalPort());
  }

  /// Cuts every connection, as the time between a snapshot and its restore does.
  public void cut() {
    connections.forEach(Front::close);
  }

  /// Adds up what DynamoDB charges for all that is done while this runs. Requests are asked to have
  /// it told, which nothing that is timed should be.
  public Units metered(Runnable work) {
    Units units = new Units();
    meter = units;
    try {
      work.run();
    } finally {
      meter = null;
    }
    return units;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        Thread.ofPlatform().daemon().name("front-connection").start(() -> serve(socket));
      } catch (IOException _) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Engine behind = new Engine();
        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16)) {
      while (true) {
        HttpMessage request =
            HttpMessage.read(
                in,
                () ->
                    socket
                        .getOutputStream()
                        .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8)));
        if (request == null) {
          return;
        }
        HttpMessage answer =
            request.headers().getOrDefault(TARGET, "").startsWith(DYNAMO_DB)
                ? dynamoDb(behind, request)
                : services.answer(request);
        answer.write(socket.getOutputStream());
      }
    } catch (IOException _) {
      // The function is gone, or the connection was cut.
    } finally {
      connections.remove(socket);
    }
  }

  private HttpMessage dynamoDb(Engine behind, HttpMessage request) throws IOException {
    Units units = meter;
    if (units == null) {
      return behind.call(request);
    }
    HttpMessage answer = behind.call(request.with(Units.asking(request.body())));
    String target = request.headers().getOrDefault(TARGET, "");
    units.add(target.substring(target.indexOf('.') + 1), answer.body());
    return answer;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone already.
    }
  }

  /// A connection to DynamoDB Local, made when it is needed.
  private final class Engine implements AutoCloseable {
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    HttpMessage call(HttpMessage request) throws IOException {
      Socket open = socket;
      if (open == null) {
        open = new Socket(engine.getHost(), engine.getPort());
        open.setTcpNoDelay(true);
        socket = open;
        in = new BufferedInputStream(open.getInputStream(), 1 << 16);
      }
      request.write(open.getOutputStream());
      InputStream answers = in;
      HttpMessage answer = answers == null ? null : HttpMessage.read(answers, () -> {});
      if (answer == null) {
        throw new IOException("DynamoDB Local has hung up");
      }
      return answer;
    }

    @Override
    public void close() {
      Socket open = socket;
      if (open != null) {
        Front.close(open);
      }
    }
  }

  /// An answer of a service that has none of its own here.
  static HttpMessage json(String status, String body) {
    return new HttpMessage(
        "HTTP/1.1 " + status, Map.of("content-type", "application/json"), body.getBytes(UTF_8));
  }
}
