/// Submitting a request to end an association.
@NullMarked
package io.partway.submitdisassociation;

import org.jspecify.annotations.NullMarked;
