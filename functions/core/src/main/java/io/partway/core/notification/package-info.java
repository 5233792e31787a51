/// Who is told of what, how it is worded, and that everybody is told once.
@NullMarked
package io.partway.core.notification;

import org.jspecify.annotations.NullMarked;
