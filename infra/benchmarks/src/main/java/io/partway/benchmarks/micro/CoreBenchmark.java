package io.partway.benchmarks.micro;

import io.partway.core.Mask;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.BlockerRule;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Hold;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The rules, on a customer with every blocker and a register that is full.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CoreBenchmark {
  private static final int LIMIT = 3;
  private static final int MONTHS = 3;

  private final Instant now = Instant.parse("2026-11-30T17:45:00Z");
  private final Instant until = now.plus(Duration.ofDays(90));
  private final Pair pair = new Pair(new CustomerId("c-1001"), new PartnerId("p-northwind"));
  private final Facts facts =
      new Facts(
          new Reported<>(
              new Account(
                  true,
                  List.of(
                      new Facts.Member("m-1", Accounting.INDEPENDENT, null),
                      new Facts.Member("m-2", Accounting.UNIFIED, until)),
                  true,
                  false),
              7,
              now),
          new Reported<>(
              new Billing(
                  List.of(new Term("ri-1", until), new Term("ri-2", now)),
                  List.of(new Term("pp-1", until)),
                  List.of(new Term("sp-1", until)),
                  List.of(new Hold("arrears", Actor.CUSTOMER, "invoice-7"))),
              7,
              now));
  private final Clearance clear =
      Clearance.of(
          new Facts(
              new Reported<>(new Account(false, List.of(), false, false), 1, now),
              new Reported<>(new Billing(List.of(), List.of(), List.of(), List.of()), 1, now)));
  private final QuotaRegister register =
      new QuotaRegister(
          IntStream.range(0, 24)
              .mapToObj(i ->
                  new Submission(
                      new RequestId("request-" + i),
                      "c-" + i,
                      now.plus(Duration.ofDays(80 - 10L * i))))
              .toList(),
          List.of(),
          0);

  /// Every blocker of a customer, with its resources.
  @Benchmark
  public Object blockers() {
    return BlockerRule.all(facts, pair, now);
  }

  /// Whether nothing stands in the way.
  @Benchmark
  public boolean clearance() {
    return clear.clearAt(now);
  }

  /// How many submissions are left, and from when on.
  @Benchmark
  public Object quota() {
    return register.at(now, LIMIT);
  }

  /// When a submission releases its slot.
  @Benchmark
  public Object release() {
    return register.releaseAt(now, MONTHS);
  }

  /// A row's personal fields, hidden.
  @Benchmark
  public Object mask() {
    return String.valueOf(Mask.text("Müller Logistik GmbH"))
        + Mask.email("mueller@logistik.example")
        + Mask.mobile("+49 151 123456 42");
  }
}
