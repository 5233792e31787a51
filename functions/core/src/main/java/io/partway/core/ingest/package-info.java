/// What upstream systems report, taken in whatever order it comes.
@NullMarked
package io.partway.core.ingest;

import org.jspecify.annotations.NullMarked;
