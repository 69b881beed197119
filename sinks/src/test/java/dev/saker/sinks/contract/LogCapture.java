// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.contract;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that anybody logs, at every level, for as long as it is open. */
final class LogCapture extends AbstractAppender implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();

    LogCapture() {
        super("capture", null, null, true, Property.EMPTY_ARRAY);
        start();
        root.addAppender(this, Level.ALL, null);
        setLevel(Level.ALL);
    }

    /** Of the configuration: a level set on the root's logger would be that logger's alone. */
    private void setLevel(Level level) {
        root.setLevel(level);
        context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        root.removeAppender(getName());
        setLevel(before);
    }
}
