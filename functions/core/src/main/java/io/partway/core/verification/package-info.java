/// Proving, by a code sent to one's own address, that it is oneself who acts.
@NullMarked
package io.partway.core.verification;

import org.jspecify.annotations.NullMarked;
