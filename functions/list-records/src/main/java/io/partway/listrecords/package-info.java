/// Associations, requests and records as a party sees them.
@NullMarked
package io.partway.listrecords;

import org.jspecify.annotations.NullMarked;
