/// Whole functions under test: an event as API Gateway sends it goes in, its answer comes out, and
/// between them runs what is deployed, on a DynamoDB engine.
@NullMarked
package io.partway.testkit.function;

import org.jspecify.annotations.NullMarked;
