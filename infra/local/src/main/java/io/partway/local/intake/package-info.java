/// Bulk import: the folder that stands for the bucket, and the progress on the console.
@NullMarked
package io.partway.local.intake;

import org.jspecify.annotations.NullMarked;
