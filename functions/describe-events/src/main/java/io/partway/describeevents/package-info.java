/// The events that changes of the table tell.
@NullMarked
package io.partway.describeevents;

import org.jspecify.annotations.NullMarked;
