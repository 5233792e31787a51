/// What local mode reads from `template.yaml`: routes, functions, schedules, rules and tables.
@NullMarked
package io.partway.local.template;

import org.jspecify.annotations.NullMarked;
