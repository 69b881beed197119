// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.admin;

import java.net.InetSocketAddress;

/** The endpoint's address cannot be had; the message says which and what to do. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AdminException(InetSocketAddress address, Throwable cause) {
        super(
                "cannot listen on "
                        + address.getHostString()
                        + ":"
                        + address.getPort()
                        + ": "
                        + cause.getMessage()
                        + "; set admin.address and admin.port, or admin.port: -1 for no endpoint",
                cause);
    }
}
