// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.admin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers one request after the other. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Health health;
    private final Health alive;
    private final Supplier<String> metrics;

    AdminHandler(Health health, Health alive, Supplier<String> metrics) {
        this.health = health;
        this.alive = alive;
        this.metrics = metrics;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        FullHttpResponse response = answer(request);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // a client that went away or spoke no HTTP: nothing of ours is wrong
    }

    private FullHttpResponse answer(FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return response(HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT, "only GET\n");
        }
        String path = request.uri().split("\\?", 2)[0];
        return switch (path) {
            case "/healthz" -> status(health.problem());
            case "/livez" -> status(alive.problem());
            case "/metrics" -> response(HttpResponseStatus.OK, PROMETHEUS, metrics.get());
            default ->
                    response(
                            HttpResponseStatus.NOT_FOUND,
                            TEXT,
                            "there are /healthz, /livez and /metrics\n");
        };
    }

    private static FullHttpResponse status(Optional<String> problem) {
        return problem.isEmpty()
                ? response(HttpResponseStatus.OK, JSON, "{\"status\":\"ok\"}\n")
                : response(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        JSON,
                        "{\"status\":\"failing\",\"reason\":\"" + escaped(problem.get()) + "\"}\n");
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, String body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        status,
                        Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        return response;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char current = text.charAt(index);
            if (current == '"' || current == '\\') {
                escaped.append('\\').append(current);
            } else if (current < ' ') {
                escaped.append(String.format("\\u%04x", (int) current));
            } else {
                escaped.append(current);
            }
        }
        return escaped.toString();
    }
}
