/// Benchmarks of the gateway's own parts.
@NullMarked
package io.partway.gateway;

import org.jspecify.annotations.NullMarked;
