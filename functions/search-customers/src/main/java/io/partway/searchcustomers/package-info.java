/// Search and reveal of a partner's customers.
@NullMarked
package io.partway.searchcustomers;

import org.jspecify.annotations.NullMarked;
