/// What would have gone out to people.
@NullMarked
package io.partway.local.outbox;

import org.jspecify.annotations.NullMarked;
