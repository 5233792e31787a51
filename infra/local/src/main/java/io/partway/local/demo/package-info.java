/// The demonstration data set, generated from a seed.
@NullMarked
package io.partway.local.demo;

import org.jspecify.annotations.NullMarked;
