/// The whole system over HTTP, in both parties' roles.
@NullMarked
package io.partway.local.system;

import org.jspecify.annotations.NullMarked;
