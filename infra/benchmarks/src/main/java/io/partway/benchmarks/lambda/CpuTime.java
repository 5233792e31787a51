package io.partway.benchmarks.lambda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// The CPU time that another process has used so far, all of its threads together, by Linux's clock
/// of that process: `/proc` tells it in hundredths of a second only.
final class CpuTime {
  private static final MemoryLayout TIMESPEC =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_LONG.withName("seconds"), ValueLayout.JAVA_LONG.withName("nanos"));

  private final MethodHandle clockGettime;

  @SuppressWarnings("restricted") // what the C library is asked for, it has
  CpuTime() {
    Linker linker = Linker.nativeLinker();
    clockGettime =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /// @throws IllegalStateException when there is no such process any more
  Duration of(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(TIMESPEC);
      int failed = (int) clockGettime.invokeExact(clock(pid), time);
      if (failed != 0) {
        throw new IllegalStateException("no process " + pid);
      }
      return Duration.ofSeconds(
          time.get(ValueLayout.JAVA_LONG, 0), time.get(ValueLayout.JAVA_LONG, Long.BYTES));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// As `clock_getcpuclockid` makes it: the complement of the id, and 2 for "scheduler's time".
  private static int clock(long pid) {
    return Math.toIntExact((~pid << 3) | 2);
  }
}
