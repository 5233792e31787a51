/// DynamoDB Local as a child process, and the tables of the template in it.
@NullMarked
package io.partway.local.engine;

import org.jspecify.annotations.NullMarked;
