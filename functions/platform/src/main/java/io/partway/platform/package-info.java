/// What stands between the functions and the machine that they run on.
@NullMarked
package io.partway.platform;

import org.jspecify.annotations.NullMarked;
