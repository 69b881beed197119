// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import dev.saker.schemas.config.Default;
import java.io.Serializable;

/**
 * What of an alert is printed, with Falco's defaults. The first four are Falco's
 * json_include_…_property.
 *
 * @param iso8601Time times in UTC after ISO 8601 instead of the local time of day
 */
public record AlertFormat(
        @Default("false") boolean includeMessage,
        @Default("true") boolean includeOutput,
        @Default("true") boolean includeOutputFields,
        @Default("true") boolean includeTags,
        @Default("false") boolean iso8601Time)
        implements Serializable {
    public static final AlertFormat DEFAULT = new AlertFormat(false, true, true, true, false);
}
