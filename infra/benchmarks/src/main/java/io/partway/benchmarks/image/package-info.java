/// The container image's folder, and how its AOT cache is made.
@NullMarked
package io.partway.benchmarks.image;

import org.jspecify.annotations.NullMarked;
