/// The sweep of requests past their deadline.
@NullMarked
package io.partway.expirerequests;

import org.jspecify.annotations.NullMarked;
