/// What is measured: the template's functions, and the calls that they are given.
@NullMarked
package io.partway.benchmarks.load;

import org.jspecify.annotations.NullMarked;
