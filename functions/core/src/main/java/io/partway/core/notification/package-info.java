/// What people are told, in which language, and by which channel.
@NullMarked
package io.partway.core.notification;

import org.jspecify.annotations.NullMarked;
