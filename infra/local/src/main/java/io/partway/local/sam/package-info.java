/// The functions in AWS SAM's emulator, each in a container of Lambda's own image, and what stands
/// in for AWS there.
@NullMarked
package io.partway.local.sam;

import org.jspecify.annotations.NullMarked;
