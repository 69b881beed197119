// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import java.util.Map;
import java.util.Optional;

/**
 * Ports by name. Falco asks the machine it runs on; a rule set must mean the same on every machine,
 * so the well-known names are here.
 */
final class Services {

    private static final Map<String, Integer> PORTS =
            Map.ofEntries(
                    Map.entry("ftp-data", 20),
                    Map.entry("ftp", 21),
                    Map.entry("ssh", 22),
                    Map.entry("telnet", 23),
                    Map.entry("smtp", 25),
                    Map.entry("time", 37),
                    Map.entry("whois", 43),
                    Map.entry("domain", 53),
                    Map.entry("bootps", 67),
                    Map.entry("bootpc", 68),
                    Map.entry("tftp", 69),
                    Map.entry("http", 80),
                    Map.entry("kerberos", 88),
                    Map.entry("pop3", 110),
                    Map.entry("sunrpc", 111),
                    Map.entry("nntp", 119),
                    Map.entry("ntp", 123),
                    Map.entry("imap2", 143),
                    Map.entry("imap", 143),
                    Map.entry("snmp", 161),
                    Map.entry("snmp-trap", 162),
                    Map.entry("bgp", 179),
                    Map.entry("irc", 194),
                    Map.entry("ldap", 389),
                    Map.entry("https", 443),
                    Map.entry("microsoft-ds", 445),
                    Map.entry("submissions", 465),
                    Map.entry("syslog", 514),
                    Map.entry("submission", 587),
                    Map.entry("ldaps", 636),
                    Map.entry("rsync", 873),
                    Map.entry("imaps", 993),
                    Map.entry("pop3s", 995),
                    Map.entry("socks", 1080),
                    Map.entry("openvpn", 1194),
                    Map.entry("ms-sql-s", 1433),
                    Map.entry("mqtt", 1883),
                    Map.entry("nfs", 2049),
                    Map.entry("mysql", 3306),
                    Map.entry("ms-wbt-server", 3389),
                    Map.entry("postgresql", 5432),
                    Map.entry("amqp", 5672),
                    Map.entry("x11", 6000),
                    Map.entry("redis", 6379),
                    Map.entry("http-alt", 8080),
                    Map.entry("git", 9418),
                    Map.entry("mongodb", 27017));

    private Services() {}

    static Optional<Integer> port(String name) {
        return Optional.ofNullable(PORTS.get(name));
    }
}
