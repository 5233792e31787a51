/// The function that gives the system's own secrets new values.
@NullMarked
package io.partway.rotatesecrets;

import org.jspecify.annotations.NullMarked;
