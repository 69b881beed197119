// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.collector.PlannedRules;
import dev.saker.rules.InactiveRule;
import dev.saker.rules.PublishedRules;
import dev.saker.rules.RuleSet;
import dev.saker.schemas.RuleFiles;
import dev.saker.sinks.route.RoutesText;
import dev.saker.standalone.alert.AlertFeed;
import dev.saker.standalone.embedded.DeliveryRun;
import dev.saker.standalone.embedded.JobWatch;
import dev.saker.standalone.embedded.Pipeline;
import dev.saker.standalone.terminal.Speech;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the pipeline on this host, from start to summary. */
public final class Up {

    private static final Logger LOG = LoggerFactory.getLogger(Up.class);

    private static final int PARALLELISM = 1;
    private static final long FAILURE_CHECK_MILLIS = 250;

    /** A receiver that is away must not hold up the end for long. */
    private static final Duration SINK_LIMIT = Duration.ofSeconds(3);

    private final UpOptions options;
    private final RuleFiles rules;
    private final RuleSet ruleSet;
    private final DataDirectory data;
    private final Speech speech = new Speech(System.err);
    private final CountDownLatch end = new CountDownLatch(1);

    public Up(UpOptions options, RuleFiles rules, RuleSet ruleSet, DataDirectory data) {
        this.options = options;
        this.rules = rules;
        this.ruleSet = ruleSet;
        this.data = data;
    }

    /** Asks it to end; it does so in order. Safe from any thread. */
    public void end() {
        end.countDown();
    }

    /** Whether it ended because it was to. */
    public boolean run() throws Exception {
        introduce();
        // Kafka ends the process when its disk is full or broken; not without a word.
        Exit.setHaltProcedure(this::brokerGone);
        Exit.setExitProcedure(this::brokerGone);
        try (EventInput input = input();
                Pipeline pipeline = new Pipeline(data.path(), options.kafkaPort(), PARALLELISM)) {
            pipeline.start(options.topics());
            speech.say("kafka " + pipeline.connection().bootstrapServers());
            return watch(pipeline, input);
        }
    }

    private boolean watch(Pipeline pipeline, EventInput input) throws Exception {
        AlertFeed alerts = new AlertFeed(pipeline.connection(), options.form(), System.out);
        alerts.start();
        // The probe loads while the job is deployed; Kafka keeps what comes before it runs.
        CompletableFuture<Void> capturing = input.startAside(pipeline.connection());
        pipeline.publish(rules);
        if (options.sinks().isPresent()) {
            RoutesText sinks = options.sinks().get();
            pipeline.deliver(UpOptions.deliveryConfig(pipeline.connection(), sinks), sinks);
        }
        pipeline.detect(options.jobConfig(pipeline.connection(), PARALLELISM));
        capturing.join();
        Instant started = Instant.now();
        boolean inOrder = becomeReady(pipeline, input) && stay(pipeline, input);
        StopWatch steps = new StopWatch();
        input.stop();
        steps.step("capture");
        boolean drained = new Readiness(pipeline.watch(), input).awaitDrained();
        steps.step("matched");
        if (input.isLive()) {
            pipeline.stopJob();
        } else {
            drained &= pipeline.drainJob();
        }
        steps.step("job");
        alerts.stop();
        steps.step("alerts");
        Optional<SinkReport> sinks = finishDelivery(pipeline);
        steps.step("sinks");
        LOG.info("event=stopped millis_by_step=\"{}\"", steps);
        Duration lasted = Duration.between(started, Instant.now());
        speech.say(Summary.of(lasted, input, pipeline.watch(), alerts).text());
        sinks.map(SinkReport::lines).ifPresent(lines -> lines.forEach(speech::say));
        input.passedOver().forEach(line -> speech.say("passed over: " + line));
        return options.recording().isEmpty() ? inOrder : isWhole(input, drained) && inOrder;
    }

    /** Of a recording everything is wanted. */
    private boolean isWhole(EventInput input, boolean drained) {
        input.problem().ifPresent(speech::say);
        if (!drained) {
            speech.say("not all published events were matched in time: alerts are missing");
        }
        return drained && input.problem().isEmpty() && input.summary().failed() == 0;
    }

    private EventInput input() {
        return options.recording()
                .<EventInput>map(file -> new RecordedInput(file, options, ruleSet))
                .orElseGet(() -> HostCapture.of(options, planned()));
    }

    private PlannedRules planned() {
        boolean strictFalco = PublishedRules.terms(rules.files()).strictFalco();
        return new PlannedRules(ruleSet, strictFalco);
    }

    private Optional<SinkReport> finishDelivery(Pipeline pipeline) throws Exception {
        if (pipeline.delivery().isEmpty()) {
            return Optional.empty();
        }
        DeliveryRun delivery = pipeline.delivery().get();
        SinkReport report = new SinkReport(delivery.drain(SINK_LIMIT), !data.isTemporary());
        delivery.stop();
        return Optional.of(report);
    }

    private void introduce() {
        speech.say(
                ruleSet.rules().size()
                        + " rules active, "
                        + ruleSet.inactive().size()
                        + " inactive");
        ruleSet.inactive().stream().map(InactiveRule::toString).forEach(speech::say);
        speech.say("log " + data.log() + (data.isTemporary() ? ", gone at the end" : ""));
    }

    /** Whether the pipeline works; it may be asked to end before it does. */
    private boolean becomeReady(Pipeline pipeline, EventInput input) throws Exception {
        Readiness readiness = new Readiness(pipeline.watch(), input);
        while (!(readiness.reached() && isDelivering(pipeline))) {
            if (hasFailed(pipeline)) {
                return false;
            }
            if (end.getCount() == 0) {
                return true;
            }
            readiness.overdue().ifPresent(speech::say);
        }
        speech.say("ready");
        if (options.demo()) {
            new Demo(speech).run();
        }
        return true;
    }

    /** What is not asked for is as good as there. */
    private static boolean isDelivering(Pipeline pipeline) {
        return pipeline.delivery().map(delivery -> delivery.watch().isRunning()).orElse(true);
    }

    /** Until it is asked to end, its time is over, or the job has failed for good. */
    private boolean stay(Pipeline pipeline, EventInput input) throws InterruptedException {
        long deadline =
                options.lasting()
                        .map(lasting -> System.nanoTime() + lasting.toNanos())
                        .orElse(Long.MAX_VALUE);
        while (!end.await(FAILURE_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (hasFailed(pipeline)) {
                return false;
            }
            if (input.isDone()) {
                return true;
            }
            if (options.lasting().isPresent() && System.nanoTime() - deadline >= 0) {
                return true;
            }
        }
        return true;
    }

    private void brokerGone(int status, String message) {
        speech.say("the broker has failed for good, often for want of disk space: " + data.log());
        Runtime.getRuntime().halt(1);
    }

    private boolean hasFailed(Pipeline pipeline) {
        boolean delivery =
                pipeline.delivery()
                        .map(running -> hasFailed("delivery", running.watch()))
                        .orElse(false);
        return delivery | hasFailed("detection", pipeline.watch());
    }

    private boolean hasFailed(String name, JobWatch job) {
        Optional<String> failure = job.failure();
        failure.ifPresent(reason -> speech.say(name + " has failed: " + reason));
        return failure.isPresent();
    }
}
