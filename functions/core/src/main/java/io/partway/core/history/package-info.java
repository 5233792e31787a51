/// A history that can be checked: entries chained with a keyed MAC, the personal data beside them.
@NullMarked
package io.partway.core.history;

import org.jspecify.annotations.NullMarked;
