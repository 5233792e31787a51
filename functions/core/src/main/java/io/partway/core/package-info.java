/// What all concepts share: limits, outages, words on the wire. Depends on none of them.
@NullMarked
package io.partway.core;

import org.jspecify.annotations.NullMarked;
