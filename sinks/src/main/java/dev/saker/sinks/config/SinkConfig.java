// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.config;

import dev.saker.schemas.config.Default;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.delivery.DeliveryOptions;
import dev.saker.sinks.delivery.RetryPolicy;
import dev.saker.sinks.file.FileOptions;
import dev.saker.sinks.file.FileSink;
import dev.saker.sinks.file.StandardOutputSink;
import dev.saker.sinks.http.HttpOptions;
import dev.saker.sinks.http.HttpSink;
import dev.saker.sinks.kafka.KafkaOptions;
import dev.saker.sinks.kafka.KafkaSink;
import dev.saker.sinks.syslog.SyslogOptions;
import dev.saker.sinks.syslog.SyslogSink;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One sink of the routes file: what kind it is, by the one key that is there, and how alerts go to
 * it.
 *
 * @param inFlight alerts tried at once, never two of one key
 */
public record SinkConfig(
        Optional<StandardOutputOptions> stdout,
        Optional<FileOptions> file,
        Optional<HttpOptions> http,
        Optional<SyslogOptions> syslog,
        Optional<KafkaOptions> kafka,
        @Default("4") int inFlight,
        @Default("1000") int queue,
        RetryPolicy retry) {

    public SinkConfig {
        long kinds =
                Stream.of(stdout, file, http, syslog, kafka).filter(Optional::isPresent).count();
        if (kinds != 1) {
            throw new IllegalArgumentException(
                    "a sink is exactly one of stdout, file, http, syslog, kafka");
        }
        new DeliveryOptions(inFlight, queue, retry); // refuses what is out of range, with the place
    }

    /** Resolves secrets and templates, and says so if it cannot; connects to nothing yet. */
    public AlertSink open() {
        Stream<Optional<Supplier<AlertSink>>> kinds =
                Stream.of(
                        stdout.map(options -> () -> new StandardOutputSink(options.form())),
                        file.map(options -> () -> new FileSink(options)),
                        http.map(options -> () -> new HttpSink(options)),
                        syslog.map(options -> () -> new SyslogSink(options)),
                        kafka.map(options -> () -> new KafkaSink(options)));
        return kinds.flatMap(Optional::stream).findFirst().orElseThrow().get();
    }

    /**
     * Opens the sink at the first alert, and for as long as it cannot be, has alerts tried again.
     */
    public AlertSink openLate() {
        return new LateSink(this);
    }

    /** Lines of one file and messages of one connection come one after another anyway. */
    public DeliveryOptions delivery() {
        boolean many = List.of(http.isPresent(), kafka.isPresent()).contains(true);
        return new DeliveryOptions(many ? inFlight : 1, queue, retry);
    }
}
