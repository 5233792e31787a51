/// As much of HTTP as the parties of a measurement speak.
@NullMarked
package io.partway.benchmarks.http;

import org.jspecify.annotations.NullMarked;
