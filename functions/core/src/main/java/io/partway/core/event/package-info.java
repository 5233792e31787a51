/// What others are told of: every transition as an event, derived from the records.
@NullMarked
package io.partway.core.event;

import org.jspecify.annotations.NullMarked;
