/// The whole system in one process.
@NullMarked
package io.partway.local;

import org.jspecify.annotations.NullMarked;
