/// The history both sides can list.
@NullMarked
package io.partway.core.record;

import org.jspecify.annotations.NullMarked;
