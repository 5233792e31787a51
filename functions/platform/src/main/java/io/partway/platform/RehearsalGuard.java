package io.partway.platform;

import io.partway.core.rehearsal.Rehearsal;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Lets a rehearsal that is not staged read the table and do nothing else, whatever the code that
/// it runs through would do; and over connections that end with their answers, so that none lies in
/// a snapshot.
final class RehearsalGuard implements ExecutionInterceptor {
  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (Rehearsal.reading()
        && !(context.request() instanceof BatchGetItemRequest)
        && !(context.request() instanceof QueryRequest)) {
      throw new IllegalStateException(
          "a rehearsal reads, and this is a " + context.request().getClass().getSimpleName());
    }
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return Rehearsal.reading()
        ? context.httpRequest().copy(request -> request.putHeader("Connection", "close"))
        : context.httpRequest();
  }
}
