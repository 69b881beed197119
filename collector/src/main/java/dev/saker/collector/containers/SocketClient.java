// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for JSON over HTTP on a Unix socket: one question a connection, an answer of bounded size.
 */
final class SocketClient {
    /** The description of a container takes some ten KiB. */
    private static final int MAX_ANSWER = 4 << 20;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final ObjectMapper json = new ObjectMapper();
    private final Bootstrap bootstrap;
    private final Path socket;
    private final Duration timeout;

    SocketClient(EventLoopGroup threads, Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
        this.bootstrap = new Bootstrap().group(threads).channel(NioDomainSocketChannel.class);
    }

    /**
     * The answer to a question.
     *
     * @return empty if there is no such thing
     */
    Optional<JsonNode> get(String path) throws IOException {
        CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
        Channel channel = connect(answer);
        try {
            channel.writeAndFlush(request(path));
            Optional<byte[]> body = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return body.isEmpty() ? Optional.empty() : Optional.of(json.readTree(body.get()));
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", late);
        } catch (ExecutionException refused) {
            throw new IOException(reason(refused.getCause()), refused.getCause());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            channel.close();
        }
    }

    private Channel connect(CompletableFuture<Optional<byte[]>> answer) throws IOException {
        ChannelInitializer<Channel> handlers =
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MAX_ANSWER),
                                        new Answer(answer));
                    }
                };
        var connecting =
                bootstrap.clone().handler(handlers).connect(UnixDomainSocketAddress.of(socket));
        try {
            if (!connecting.await(timeout.toMillis())) {
                connecting.cancel(true);
                throw new IOException("cannot connect within " + timeout.toMillis() + " ms");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (!connecting.isSuccess()) {
            throw new IOException(reason(connecting.cause()), connecting.cause());
        }
        return connecting.channel();
    }

    private static HttpRequest request(String path) {
        HttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers()
                .set(HttpHeaderNames.HOST, "localhost")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return request;
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final CompletableFuture<Optional<byte[]>> answer;

        Answer(CompletableFuture<Optional<byte[]>> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            int status = response.status().code();
            if (status == OK) {
                answer.complete(Optional.of(ByteBufUtil.getBytes(response.content())));
            } else if (status == NOT_FOUND) {
                answer.complete(Optional.empty());
            } else {
                answer.completeExceptionally(new IOException("HTTP status " + status));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new ClosedChannelException());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
            context.close();
        }
    }
}
