package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.partway.core.message.Language;
import io.partway.core.party.Origin;
import io.partway.core.party.Principal;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Principal.Operator;
import io.partway.core.verification.Addresses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call over HTTP by somebody who may use the route.
public final class Call {
  private final APIGatewayV2HTTPEvent event;
  private final Principal caller;
  private final Query query;

  Call(APIGatewayV2HTTPEvent event, Principal caller) {
    this.event = event;
    this.caller = caller;
    this.query = Query.of(event.getRawQueryString());
  }

  /// Who calls a route for members.
  public Member member() {
    return switch (caller) {
      case Member member -> member;
      case Operator _ -> throw new IllegalStateException("a route of the desk has no member");
    };
  }

  /// Who calls a route of the support desk.
  public Operator operator() {
    return switch (caller) {
      case Operator operator -> operator;
      case Member _ -> throw new IllegalStateException("a route for members has no operator");
    };
  }

  Principal caller() {
    return caller;
  }

  /// Where the caller can be reached, as the token's claims `email` and `phone_number` say; only
  /// what it also says to be verified.
  public Addresses addresses() {
    return Principals.addresses(event);
  }

  /// Where the call came from, as API Gateway saw it.
  public Origin origin() {
    RequestContext context = event.getRequestContext();
    RequestContext.Http http = context == null ? null : context.getHttp();
    return http == null ? Origin.UNKNOWN : new Origin(http.getSourceIp(), http.getUserAgent());
  }

  /// The language that the caller likes best of those that there are.
  public Language language() {
    return Language.negotiate(header("Accept-Language"));
  }

  /// Whether the caller would rather have a page than JSON: `Accept` names `text/html`, and gives
  /// `application/json` no more weight.
  public boolean prefersPage() {
    double page = weight("text/html");
    return page > 0 && page >= weight("application/json");
  }

  /// 0 where `Accept` does not name the type itself.
  private double weight(String type) {
    String accept = header("Accept");
    if (accept == null) {
      return 0;
    }
    for (String range : accept.split(",", -1)) {
      String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
      if (parts[0].equals(type)) {
        return Arrays.stream(parts)
            .filter(part -> part.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)"))
            .mapToDouble(part -> Double.parseDouble(part.substring(2)))
            .findFirst()
            .orElse(1);
      }
    }
    return 0;
  }

  /// The query; always the same object, which collects its faults.
  public Query query() {
    return query;
  }

  /// The value of a variable of the route's path.
  ///
  /// @throws IllegalStateException when the route has none of this name
  public String path(String name) {
    Map<String, String> parameters = event.getPathParameters();
    String value = parameters == null ? null : parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("no path parameter " + name + " in " + route());
    }
    return value;
  }

  /// Reads the header `Idempotency-Key`.
  public IdempotencyKey idempotencyKey() {
    return IdempotencyKey.of(header(IdempotencyKey.HEADER));
  }

  /// Reads the header `If-Match`.
  public IfMatch ifMatch() {
    return IfMatch.of(header(IfMatch.HEADER));
  }

  /// Reads the body. What is malformed elsewhere is told together with what is malformed in it.
  ///
  /// @param others faults of headers; those of the query are known
  public Body.Reading body(BodyShape shape, List<RequestFault> others) {
    List<RequestFault> outside = new ArrayList<>(query.faults());
    outside.addAll(others);
    return BodyReader.read(event, header("Content-Type"), shape, outside);
  }

  String route() {
    return event.getRouteKey();
  }

  private @Nullable String header(String name) {
    Map<String, String> headers = event.getHeaders();
    if (headers == null) {
      return null;
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
