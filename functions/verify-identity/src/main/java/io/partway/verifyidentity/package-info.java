/// Verification codes, and the settings that ask for them.
@NullMarked
package io.partway.verifyidentity;

import org.jspecify.annotations.NullMarked;
