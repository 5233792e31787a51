/// Taking a person out of what is kept of a party.
@NullMarked
package io.partway.eraseperson;

import org.jspecify.annotations.NullMarked;
