/// The boundary to API Gateway: events in, problems and JSON out, and all that is common to calls
/// over HTTP.
@NullMarked
@Json.Import(APIGatewayV2HTTPEvent.class)
package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.NullMarked;
