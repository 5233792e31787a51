/// The stand-ins for EventBridge's bus and schedule.
@NullMarked
package io.partway.local.events;

import org.jspecify.annotations.NullMarked;
