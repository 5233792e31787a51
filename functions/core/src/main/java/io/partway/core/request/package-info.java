/// A disassociation request from submit to its end, and who may do what.
@NullMarked
package io.partway.core.request;

import org.jspecify.annotations.NullMarked;
