/// What the support desk grants beyond a quota.
@NullMarked
package io.partway.core.grant;

import org.jspecify.annotations.NullMarked;
