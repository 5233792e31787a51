/// The ports of core on DynamoDB: the only place that knows tables, keys and expressions.
@NullMarked
package io.partway.store;

import org.jspecify.annotations.NullMarked;
