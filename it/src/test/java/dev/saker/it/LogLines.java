// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** The warnings of one class of this process, for as long as it is open. */
final class LogLines extends AbstractAppender implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final String logger;

    private LogLines(String logger) {
        super("lines of " + logger, null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
    }

    static LogLines of(String logger) {
        LogLines lines = new LogLines(logger);
        lines.start();
        LoggerConfig config = new LoggerConfig(logger, Level.WARN, true);
        config.addAppender(lines, Level.WARN, null);
        lines.context.getConfiguration().addLogger(logger, config);
        lines.context.updateLoggers();
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getMessage().getFormattedMessage());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void clear() {
        lines.clear();
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(logger);
        context.updateLoggers();
    }
}
