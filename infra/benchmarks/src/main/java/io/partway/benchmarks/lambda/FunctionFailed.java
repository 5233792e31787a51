package io.partway.benchmarks.lambda;

/// A function that could not be measured: it did not start, threw, hung, or answered wrongly.
public final class FunctionFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FunctionFailed(String why) {
    super(why);
  }
}
