/// Running through the code before there is anything to do, and what such a run is about.
@NullMarked
package io.partway.core.rehearsal;

import org.jspecify.annotations.NullMarked;
