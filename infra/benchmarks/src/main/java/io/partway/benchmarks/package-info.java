/// Measures the functions as they are deployed, and holds them to their budgets.
@NullMarked
package io.partway.benchmarks;

import org.jspecify.annotations.NullMarked;
