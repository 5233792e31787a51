/// A partner and a customer, associated.
@NullMarked
package io.partway.core.association;

import org.jspecify.annotations.NullMarked;
