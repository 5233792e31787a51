package io.partway.platform;

import io.partway.core.rehearsal.Rehearsal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/// The one HTTP client by which everything of AWS is called. What a staged rehearsal would send
/// does not get as far as a connection: an [Understudy] answers it.
final class StagedHttpClient implements SdkHttpClient {
  private final SdkHttpClient real;

  /// Made for the first rehearsal: a start that has none has no use for it.
  private @Nullable Understudy understudy;

  StagedHttpClient(SdkHttpClient real) {
    this.real = real;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return Rehearsal.staged() ? understudy().play(request) : real.prepareRequest(request);
  }

  private synchronized Understudy understudy() {
    if (understudy == null) {
      understudy = new Understudy();
    }
    return understudy;
  }

  @Override
  public String clientName() {
    return real.clientName();
  }

  @Override
  public void close() {
    real.close();
  }
}
