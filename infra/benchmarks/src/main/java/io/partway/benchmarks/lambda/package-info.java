/// Functions in processes of their own, started and driven as Lambda does.
@NullMarked
package io.partway.benchmarks.lambda;

import org.jspecify.annotations.NullMarked;
