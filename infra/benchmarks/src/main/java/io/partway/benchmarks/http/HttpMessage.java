package io.partway.benchmarks.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request or an answer of HTTP/1.1, read whole: as much of the protocol as the Lambda runtime
/// client, the AWS SDK and DynamoDB Local speak with each other.
///
/// @param start the first line
/// @param headers by name in lower case; of a repeated one the last
/// @param body without any chunking
@SuppressWarnings("ArrayRecordComponent") // nobody compares messages
public record HttpMessage(String start, Map<String, String> headers, byte[] body) {
  /// What is done before the body of a request is read that asks whether it may be sent.
  @FunctionalInterface
  public interface Continue {
    void send() throws IOException;
  }

  /// Reads a message.
  ///
  /// @return null at the end of the stream
  public static @Nullable HttpMessage read(InputStream in, Continue onExpect) throws IOException {
    String start = line(in);
    if (start == null) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          header.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      onExpect.send();
    }
    return new HttpMessage(start, headers, body(in, headers));
  }

  /// The target of a request: its path and query.
  public String target() {
    String[] parts = start.split(" ", 3);
    return parts.length < 2 ? "" : parts[1];
  }

  /// The same with another body.
  public HttpMessage with(byte[] other) {
    return new HttpMessage(start, headers, other);
  }

  /// Writes the message in one piece.
  public void write(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(start).append("\r\n");
    headers.forEach((name, value) -> {
      if (!name.equals("content-length") && !name.equals("transfer-encoding")) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    });
    head.append("content-length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream message = new ByteArrayOutputStream(head.length() + body.length);
    message.writeBytes(head.toString().getBytes(ISO_8859_1));
    message.writeBytes(body);
    message.writeTo(out);
    out.flush();
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
      return exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in);
      if (size == null) {
        throw new EOFException();
      }
      byte[] chunk = exactly(in, Integer.parseInt(size.split(";", 2)[0].strip(), 16));
      body.writeBytes(chunk);
      line(in);
      if (chunk.length == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
