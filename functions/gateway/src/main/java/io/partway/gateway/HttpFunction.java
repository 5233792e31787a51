package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Lambda function that answers calls over HTTP.
public abstract class HttpFunction implements RequestStreamHandler {
  private final Boundary boundary;
  private final Map<String, Route> routes;
  private final Map<String, OpenRoute> open;

  @SuppressWarnings("unused") // held for the runtime, which does not
  private final Snapshot snapshot;

  /// @param routes those that the template sends to this function
  protected HttpFunction(Boundary boundary, Route... routes) {
    this(boundary, List.of(), routes);
  }

  /// @param open those of them that demand no token
  /// @param routes the others
  protected HttpFunction(Boundary boundary, List<OpenRoute> open, Route... routes) {
    this.boundary = boundary;
    this.open =
        open.stream().collect(Collectors.toUnmodifiableMap(OpenRoute::key, Function.identity()));
    Map<String, Route> closed =
        Arrays.stream(routes)
            .collect(Collectors.toUnmodifiableMap(Route::key, Function.identity()));
    this.routes = closed;
    this.snapshot = Snapshot.of(() -> boundary.rehearse(closed), boundary::connect);
  }

  /// The calls that it answers, as API Gateway spells them; the template sends it these and no
  /// others.
  ///
  /// @return with those that demand no token, or without them
  public final Set<String> routes(boolean withOpen) {
    return Stream.concat(routes.keySet().stream(), withOpen ? open.keySet().stream() : Stream.of())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context) {
    boundary.handle(routes, open, in, out, context);
  }
}
