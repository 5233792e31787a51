/// Who is told of an event, told.
@NullMarked
package io.partway.notifyparties;

import org.jspecify.annotations.NullMarked;
