/// The stand-in for API Gateway's HTTP API: routing, JWT authorizer, CORS, payload 2.0.
@NullMarked
package io.partway.local.gateway;

import org.jspecify.annotations.NullMarked;
