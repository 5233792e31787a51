/// What a benchmark has found out, and how it is told.
@NullMarked
package io.partway.benchmarks.result;

import org.jspecify.annotations.NullMarked;
