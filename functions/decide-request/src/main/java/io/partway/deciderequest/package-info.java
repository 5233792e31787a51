/// Agree, reject, withdraw.
@NullMarked
package io.partway.deciderequest;

import org.jspecify.annotations.NullMarked;
