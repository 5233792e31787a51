/// The SDK's clients, aimed at what stands in for AWS on this machine.
@NullMarked
package io.partway.local.aws;

import org.jspecify.annotations.NullMarked;
