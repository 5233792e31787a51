/// What functions find behind the endpoints of AWS.
@NullMarked
package io.partway.benchmarks.aws;

import org.jspecify.annotations.NullMarked;
