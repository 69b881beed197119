// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.delivery;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP receiver that checks what it counts: alerts are numbered, the number is the id, and those
 * of a key, which is the number modulo the keys, have to come one after another.
 */
final class AlertCounter implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final int[] nextOfKey;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger outOfOrder = new AtomicInteger();
    private int port;

    AlertCounter(int keys) throws InterruptedException {
        nextOfKey = new int[keys];
        Arrays.setAll(nextOfKey, key -> key);
        comeBack();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Each once. */
    int arrived() {
        return arrived.get();
    }

    int repeated() {
        return repeated.get();
    }

    int outOfOrder() {
        return outOfOrder.get();
    }

    /** Connections are refused, and those there are end. */
    void goDown() {
        open.close().awaitUninterruptibly();
    }

    void comeBack() throws InterruptedException {
        ServerBootstrap server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Connection());
        Channel channel = server.bind(InetAddress.getLoopbackAddress(), port).sync().channel();
        open.add(channel);
        port = ((java.net.InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        goDown();
        loop.shutdownGracefully();
    }

    /** One thread does it all, so nothing here is shared. */
    private void count(int number) {
        int key = number % nextOfKey.length;
        if (number == nextOfKey[key]) {
            nextOfKey[key] += nextOfKey.length;
            arrived.incrementAndGet();
        } else if (number < nextOfKey[key]) {
            repeated.incrementAndGet();
        } else {
            outOfOrder.incrementAndGet();
        }
    }

    private final class Connection extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            open.add(channel);
            channel.pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MOST_BYTES))
                    .addLast(new Requests());
        }
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            count(Integer.parseInt(request.headers().get("Idempotency-Key")));
            context.writeAndFlush(
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.NO_CONTENT,
                            Unpooled.EMPTY_BUFFER));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
