/// Whether an association can be ended now, and what stands in the way.
@NullMarked
package io.partway.checkeligibility;

import org.jspecify.annotations.NullMarked;
