/// What the tests of several modules share.
@NullMarked
package io.partway.testkit;

import org.jspecify.annotations.NullMarked;
