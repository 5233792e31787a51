/// Facts that upstream systems report.
@NullMarked
package io.partway.ingestfacts;

import org.jspecify.annotations.NullMarked;
