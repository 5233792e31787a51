/// Looking at masked values, on the record.
@NullMarked
package io.partway.core.reveal;

import org.jspecify.annotations.NullMarked;
