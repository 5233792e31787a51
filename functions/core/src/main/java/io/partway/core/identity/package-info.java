/// How somebody gets the code that his next act needs.
@NullMarked
package io.partway.core.identity;

import org.jspecify.annotations.NullMarked;
