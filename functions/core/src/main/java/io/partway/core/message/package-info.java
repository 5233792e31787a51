/// What is said to people, and in which language. Depends on no other concept, so that statements,
/// codes and notifications can all speak.
@NullMarked
package io.partway.core.message;

import org.jspecify.annotations.NullMarked;
