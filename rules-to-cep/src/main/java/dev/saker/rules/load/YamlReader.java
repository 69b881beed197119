// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the documents of a file into trees with places. */
final class YamlReader {

    /** A rules file nests five deep; beyond this a file is hostile, and the stack is ours. */
    private static final int MAX_DEPTH = 100;

    /** Aliases used again and again can stand for more than memory holds. */
    private static final long MAX_NODES = 20_000_000;

    private static final int MAX_CODE_POINTS = 256 * 1024 * 1024;

    /** The library copies what it has of a value every time it reads on: seldom, then. */
    private static final int READ_AHEAD = 256 * 1024;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final SourceText source;
    private final ParserImpl parser;
    private final CodePoints codePoints;
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();

    private YamlReader(SourceText source) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(source.name())
                        .setCodePointLimit(MAX_CODE_POINTS)
                        .setBufferSize(Math.min(READ_AHEAD, source.text().length() + 1024))
                        .build();
        this.source = source;
        this.parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
        this.codePoints = new CodePoints(source.text());
    }

    /** Every document that is there; throws {@link YamlProblem} at the first that is not YAML. */
    static List<YamlNode> read(SourceText source) {
        try {
            return new YamlReader(source).documents();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            int at = charOffset(source, mark.map(Mark::getIndex).orElse(0));
            throw new YamlProblem(sentence(e), source.span(at, at + 1));
        } catch (ReaderException e) {
            int at = charOffset(source, e.getPosition());
            throw new YamlProblem(
                    String.format("character U+%04X is not allowed", e.getCodePoint()),
                    source.span(at, at + 1));
        } catch (YamlEngineException e) {
            throw new YamlProblem(String.valueOf(e.getMessage()), source.span(0, 0));
        }
    }

    private static int charOffset(SourceText source, int index) {
        return new CodePoints(source.text()).charOffset(index);
    }

    private static String sentence(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return context + e.getProblem();
    }

    private List<YamlNode> documents() {
        List<YamlNode> documents = new ArrayList<>();
        while (parser.hasNext()) {
            Event event = parser.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                anchors.clear();
                documents.add(node(0));
            }
        }
        return documents;
    }

    private YamlNode node(int depth) {
        Event event = parser.next();
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        if (depth > MAX_DEPTH) {
            throw new YamlProblem("nested deeper than " + MAX_DEPTH, span(event, event));
        }
        YamlNode node =
                switch (event.getEventId()) {
                    case Scalar -> scalar((ScalarEvent) event);
                    case SequenceStart -> sequence(event, depth);
                    default -> mapping(event, depth);
                };
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private YamlNode aliased(AliasEvent alias) {
        YamlNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new YamlProblem(
                    "alias '" + alias.getAlias() + "' has no anchor before it", span(alias, alias));
        }
        return node;
    }

    private YamlNode scalar(ScalarEvent event) {
        SourceSpan span = span(event, event);
        int end = span.offset() + span.length();
        ScalarOrigin origin =
                new ScalarOrigin(
                        source, event.getValue(), event.getScalarStyle(), span.offset(), end);
        boolean empty =
                event.isPlain() && event.getTag().isEmpty() && NULLS.contains(event.getValue());
        return new YamlNode.Scalar(LocatedText.of(event.getValue(), origin), empty, span);
    }

    private YamlNode sequence(Event start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        long size = 1;
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            YamlNode item = node(depth + 1);
            size = grown(size, item, start);
            items.add(item);
        }
        return new YamlNode.Sequence(items, span(start, parser.next()), size);
    }

    private YamlNode mapping(Event start, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        long size = 1;
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            YamlNode key = node(depth + 1);
            YamlNode value = node(depth + 1);
            size = grown(grown(size, key, start), value, start);
            entries.add(new YamlNode.Entry(key, value));
        }
        return new YamlNode.Mapping(entries, span(start, parser.next()), size);
    }

    private long grown(long size, YamlNode child, Event start) {
        long grown = size + child.size();
        if (grown > MAX_NODES) {
            throw new YamlProblem(
                    "stands for more than " + MAX_NODES + " values", span(start, start));
        }
        return grown;
    }

    private SourceSpan span(Event first, Event last) {
        int from = first.getStartMark().map(Mark::getIndex).orElse(0);
        int to = last.getEndMark().map(Mark::getIndex).orElse(from);
        return source.span(codePoints.charOffset(from), codePoints.charOffset(to));
    }
}
