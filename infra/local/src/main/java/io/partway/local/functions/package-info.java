/// How local mode runs functions: in this process, or elsewhere through the Lambda Invoke API.
@NullMarked
package io.partway.local.functions;

import org.jspecify.annotations.NullMarked;
