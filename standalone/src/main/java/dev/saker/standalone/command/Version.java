// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of our jar. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"saker " + number(), "java " + Runtime.version()};
    }

    private static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
