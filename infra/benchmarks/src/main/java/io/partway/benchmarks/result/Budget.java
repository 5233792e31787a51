package io.partway.benchmarks.result;

/// What an operation of the API may cost.
public enum Budget {
  COLD("cold, of the no-op's", 6.5, "×"),
  COLD_FROM_IMAGE("cold with AOT cache, of the no-op's with one", 3, "×"),
  FIRST_AFTER_RESTORE("first call after priming", 20, "ms"),
  PACKAGE("package", 15, "MB"),
  RESIDENT("resident", 120, "MB"),
  RESIDENT_FROM_IMAGE("resident with AOT cache", 80, "MB");

  private final String title;
  private final double limit;
  private final String unit;

  Budget(String title, double limit, String unit) {
    this.title = title;
    this.limit = limit;
    this.unit = unit;
  }

  public String title() {
    return title;
  }

  public double limit() {
    return limit;
  }

  public String unit() {
    return unit;
  }

  /// How an operation stands to a budget.
  public record Verdict(String operation, Budget budget, double value) {
    public boolean kept() {
      return value <= budget.limit();
    }
  }
}
