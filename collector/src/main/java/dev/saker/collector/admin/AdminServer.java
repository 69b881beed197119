// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The collector's HTTP endpoint: {@code /healthz}, {@code /livez} and {@code /metrics}. */
public final class AdminServer implements AutoCloseable {
    private static final int MAX_REQUEST = 64 << 10;
    private static final int IDLE_SECONDS = 60;

    private final EventLoopGroup threads =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;

    private AdminServer(
            InetSocketAddress address, Health health, Health alive, Supplier<String> metrics) {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(threads)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(new Connection(health, alive, metrics));
        this.channel = bootstrap.bind(address).syncUninterruptibly().channel();
    }

    /**
     * Binds the endpoint.
     *
     * @param health whether events get from this host to Kafka
     * @param alive whether a new process would do better: not so when it is Kafka that is away
     * @throws AdminException if the address cannot be bound
     */
    public static AdminServer open(
            String address, int port, Health health, Health alive, Supplier<String> metrics) {
        InetSocketAddress wanted = new InetSocketAddress(address, port);
        try {
            return new AdminServer(wanted, health, alive, metrics);
        } catch (RuntimeException refused) {
            throw new AdminException(wanted, refused);
        } catch (Exception refused) { // Netty throws what the socket threw, unchecked or not
            throw new AdminException(wanted, refused);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static final class Connection extends ChannelInitializer<SocketChannel> {
        private final Health health;
        private final Health alive;
        private final Supplier<String> metrics;

        Connection(Health health, Health alive, Supplier<String> metrics) {
            this.health = health;
            this.alive = alive;
            this.metrics = metrics;
        }

        @Override
        protected void initChannel(SocketChannel connection) {
            connection
                    .pipeline()
                    .addLast(
                            new ReadTimeoutHandler(IDLE_SECONDS),
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MAX_REQUEST),
                            new AdminHandler(health, alive, metrics));
        }
    }
}
