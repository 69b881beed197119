// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Pattern;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * What runs sequences with {@code engine: cep}. Found among services, for it needs a library that
 * not everybody who compiles rules has.
 */
public interface SequenceEngine {

    /** What the engine has against a pattern; nothing if it can run it. */
    Optional<String> problem(Pattern.Chain pattern);

    /** Makes states, each of the key it is given. Not thread-safe, nor are the states together. */
    Function<byte[], KeyState> states(Correlation correlation, Pattern.Chain pattern);

    /** The one that is there, if any. */
    static Optional<SequenceEngine> find() {
        try {
            return ServiceLoader.load(SequenceEngine.class, SequenceEngine.class.getClassLoader())
                    .findFirst();
        } catch (ServiceConfigurationError | NoClassDefFoundError absent) {
            return Optional.empty(); // its library is not there
        }
    }
}
