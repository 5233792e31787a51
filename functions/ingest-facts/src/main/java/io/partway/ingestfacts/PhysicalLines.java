package io.partway.ingestfacts;

import io.partway.core.Limit;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file's lines as an editor counts them: each ends with a line feed, the last one perhaps not.
final class PhysicalLines implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final Deque<Physical> handedBack = new ArrayDeque<>();
  private long offset;
  private long number;

  /// @param in starts at the offset
  /// @param offset bytes before the first line to read
  /// @param number lines before it
  PhysicalLines(InputStream in, long offset, long number) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.offset = offset;
    this.number = number;
  }

  /// One line.
  static final class Physical {
    private final long number;
    private final byte[] bytes;
    private final long end;

    private Physical(long number, byte[] bytes, long end) {
      this.number = number;
      this.bytes = bytes;
      this.end = end;
    }

    /// From 1.
    long number() {
      return number;
    }

    /// With the line feed, without a byte order mark; of a line that is too long only the first
    /// ones.
    byte[] bytes() {
      return bytes;
    }

    boolean tooLong() {
      return bytes.length > Limit.IMPORT_LINE_BYTES.standard();
    }

    /// Bytes of the file up to its end.
    long end() {
      return end;
    }

    boolean blank() {
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
          return false;
        }
      }
      return true;
    }
  }

  /// The next line; null at the end.
  @Nullable Physical next() throws IOException {
    return handedBack.isEmpty() ? read() : handedBack.removeFirst();
  }

  /// Has [#next()] hand these out again.
  void handBack(List<Physical> lines) {
    lines.reversed().forEach(handedBack::addFirst);
  }

  private @Nullable Physical read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long start = offset;
    int next;
    do {
      next = in.read();
      if (next >= 0) {
        offset++;
        if (line.size() <= Limit.IMPORT_LINE_BYTES.standard()) {
          line.write(next);
        }
      }
    } while (next >= 0 && next != '\n');
    if (offset == start) {
      return null;
    }
    number++;
    byte[] bytes = line.toByteArray();
    return new Physical(number, start == 0 ? unmarked(bytes) : bytes, offset);
  }

  private static byte[] unmarked(byte[] bytes) {
    boolean marked =
        bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    return marked ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
