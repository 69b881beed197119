// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Of a record's component: a single value where a mapping is wanted is taken for this component,
 * and everything else is left to its default.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Shorthand {}
