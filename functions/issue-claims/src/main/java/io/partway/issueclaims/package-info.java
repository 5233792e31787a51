/// Says in the user pool's tokens for whom somebody acts.
@NullMarked
package io.partway.issueclaims;

import org.jspecify.annotations.NullMarked;
