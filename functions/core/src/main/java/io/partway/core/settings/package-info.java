/// What a party and its users have chosen: whether codes are asked for, whom to tell, how to speak.
@NullMarked
package io.partway.core.settings;

import org.jspecify.annotations.NullMarked;
