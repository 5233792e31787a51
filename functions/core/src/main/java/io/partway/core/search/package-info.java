/// A partner's search for customers.
@NullMarked
package io.partway.core.search;

import org.jspecify.annotations.NullMarked;
