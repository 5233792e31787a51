/// What is fast enough to be measured within one process.
@NullMarked
package io.partway.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
