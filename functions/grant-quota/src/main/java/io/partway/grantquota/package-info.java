/// What the support desk grants beyond a quota.
@NullMarked
package io.partway.grantquota;

import org.jspecify.annotations.NullMarked;
