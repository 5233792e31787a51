/// Who takes part, and who calls.
@NullMarked
package io.partway.core.party;

import org.jspecify.annotations.NullMarked;
