/// The clock that can be moved.
@NullMarked
package io.partway.local.clock;

import org.jspecify.annotations.NullMarked;
