/// What can stand in the way of ending an association.
@NullMarked
package io.partway.core.eligibility;

import org.jspecify.annotations.NullMarked;
