/// The values a deployment chooses.
@NullMarked
package io.partway.core.policy;

import org.jspecify.annotations.NullMarked;
