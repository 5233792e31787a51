package io.partway.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/// Puts something between a client and its callers, at every call that goes out.
public final class DynamoDbProxy {
  private DynamoDbProxy() {}

  /// What stands between.
  @FunctionalInterface
  public interface Between {
    /// @param operation as the service names it: `TransactWriteItems`
    /// @param call makes the call
    /// @return what the caller gets
    DynamoDbResponse around(
        String operation, DynamoDbRequest request, Supplier<DynamoDbResponse> call);
  }

  /// A client that behaves like this one but for what stands between.
  public static DynamoDbClient of(DynamoDbClient client, Between between) {
    InvocationHandler handler =
        (proxy, method, arguments) -> invoke(client, between, proxy, method, arguments);
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, handler);
  }

  private static Object invoke(
      DynamoDbClient client,
      Between between,
      Object proxy,
      Method method,
      Object @Nullable [] arguments)
      throws Throwable {
    Object only = arguments != null && arguments.length == 1 ? arguments[0] : null;
    if (only instanceof DynamoDbRequest request
        && DynamoDbResponse.class.isAssignableFrom(method.getReturnType())) {
      String name = method.getName();
      String operation = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      return between.around(
          operation, request, () -> (DynamoDbResponse) called(client, method, arguments));
    }
    // Builders in lambdas and paginators end in calls with a request, made on the proxy.
    if (only != null && method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    return called(client, method, arguments);
  }

  private static Object called(
      DynamoDbClient client, Method method, Object @Nullable [] arguments) {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
