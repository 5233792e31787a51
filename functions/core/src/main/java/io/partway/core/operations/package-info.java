/// Whether the system keeps up with what it has to do.
@NullMarked
package io.partway.core.operations;

import org.jspecify.annotations.NullMarked;
