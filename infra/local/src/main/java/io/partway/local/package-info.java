/// The local mode of Partway: the deployed system in one process, on loopback, with no cloud
/// account.
@NullMarked
package io.partway.local;

import org.jspecify.annotations.NullMarked;
