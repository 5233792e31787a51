/// The development identity provider: keys, tokens, ready-made persons.
@NullMarked
package io.partway.local.identity;

import org.jspecify.annotations.NullMarked;
