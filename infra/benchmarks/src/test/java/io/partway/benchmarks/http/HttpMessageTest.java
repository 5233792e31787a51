package io.partway.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HttpMessageTest {
  private final AtomicInteger continues = new AtomicInteger();

  @Test
  void bodiesOfKnownLengthAndInChunks() throws IOException {
    HttpMessage known =
        read("POST /a/b?c HTTP/1.1\r\nContent-Length: 3\r\nX-Amz-Target: T\r\n\r\nabc");
    assertThat(known.target()).isEqualTo("/a/b?c");
    assertThat(known.headers()).containsEntry("x-amz-target", "T");
    assertThat(known.body()).asString(UTF_8).isEqualTo("abc");

    HttpMessage chunked =
        read(
            """
            HTTP/1.1 200 OK
            Transfer-Encoding: chunked

            3;x=y
            abc
            A
            0123456789
            0

            """
                .replace("\n", "\r\n"));
    assertThat(chunked.body()).asString(UTF_8).isEqualTo("abc0123456789");
    assertThat(continues).hasValue(0);
  }

  @Test
  void whoeverWaitsToSendHisBodyIsToldTo() throws IOException {
    read("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");
    assertThat(continues).hasValue(1);
  }

  @Test
  void theEndIsNoMessageAndAHalfOneIsAFault() throws IOException {
    assertThat(HttpMessage.read(new ByteArrayInputStream(new byte[0]), () -> {})).isNull();
    assertThatThrownBy(() -> read("GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab"))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void writtenWithTheLengthThatItHas() throws IOException {
    HttpMessage message =
        read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n2\r\nab\r\n0\r\n\r\n")
            .with("abcd".getBytes(UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.write(out);
    assertThat(out.toString(UTF_8))
        .isEqualTo("HTTP/1.1 200 OK\r\nx: y\r\ncontent-length: 4\r\n\r\nabcd");
  }

  private HttpMessage read(String text) throws IOException {
    HttpMessage read =
        HttpMessage.read(
            new ByteArrayInputStream(text.getBytes(UTF_8)), continues::incrementAndGet);
    assertThat(read).isNotNull();
    return read;
  }
}
