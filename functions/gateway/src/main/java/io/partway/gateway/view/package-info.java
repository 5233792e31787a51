/// How the things of the domain look in answers, where more than one function shows them.
@NullMarked
package io.partway.gateway.view;

import org.jspecify.annotations.NullMarked;
