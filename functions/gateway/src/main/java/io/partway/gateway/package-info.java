/// The API Gateway boundary: events in, problems and JSON out.
@NullMarked
package io.partway.gateway;

import org.jspecify.annotations.NullMarked;
