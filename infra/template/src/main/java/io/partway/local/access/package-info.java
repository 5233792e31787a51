/// What the roles of `template.yaml` allow, and guards that hold a function to it where no service
/// does.
@NullMarked
package io.partway.local.access;

import org.jspecify.annotations.NullMarked;
