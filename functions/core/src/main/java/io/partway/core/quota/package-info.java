/// How many requests an initiator may submit in a rolling window.
@NullMarked
package io.partway.core.quota;

import org.jspecify.annotations.NullMarked;
