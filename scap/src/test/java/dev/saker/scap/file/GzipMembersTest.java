// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMembersTest {
    /** Bytes of one with extra bytes, name, comment and check sum. */
    private static final int HEADER = 23;

    /** Gives what it has in small pieces and never says that there is more, as a pipe may. */
    private static final class Pipe extends InputStream {
        private final InputStream bytes;
        private final int piece;

        Pipe(byte[] bytes, int piece) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.piece = piece;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return bytes.read(into, offset, Math.min(piece, length));
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(5);
        }
        return bytes;
    }

    private static byte[] unpack(byte[] packed, int piece) throws IOException {
        try (InputStream members = new GzipMembers(new Pipe(packed, piece))) {
            return members.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 1 << 20})
    void members_areReadToTheLast_howeverTheyCome(int piece) throws IOException {
        byte[] first = random(100_000);
        byte[] second = random(3);
        byte[] packed = join(gzip(first), gzip(new byte[0]), gzip(second), gzip(first));

        assertThat(unpack(packed, piece)).isEqualTo(join(first, second, first));
    }

    @Test
    void header_withEverythingInIt_isPassedOver() throws IOException {
        byte[] plain = gzip(random(50));

        assertThat(unpack(join(plain, withHeader(plain)), 5)).hasSize(100);
    }

    @Test
    void header_thatIsDamaged_isNoticed() throws IOException {
        byte[] full = withHeader(gzip(random(50)));
        for (int at = 0; at < HEADER; at++) {
            byte[] damaged = full.clone();
            damaged[at] ^= 0x20;
            assertThatThrownBy(() -> unpack(damaged, 512))
                    .as("byte %d", at)
                    .isInstanceOfAny(ZipException.class, EOFException.class);
        }
    }

    @Test
    void header_ofAKindThatIsNotKnown_isRefused() throws IOException {
        byte[] packed = gzip(random(50));
        packed[3] = 0x20;

        assertThatThrownBy(() -> unpack(packed, 512)).isInstanceOf(ZipException.class);
    }

    /** The same member with extra bytes, a name, a comment and the check sum of all that. */
    private static byte[] withHeader(byte[] plain) {
        byte[] named = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3};
        byte[] extra = {3, 0, 'a', 0, 'c', 'n', 0, 'w', 'h', 'y', 0};
        byte[] header = join(named, extra);
        CRC32 sum = new CRC32();
        sum.update(header);
        byte[] check = {(byte) sum.getValue(), (byte) (sum.getValue() >> Byte.SIZE)};
        return join(header, check, Arrays.copyOfRange(plain, 10, plain.length));
    }

    @Test
    void zeros_mayFollow_andNothingElse() throws IOException {
        byte[] packed = gzip(random(50));

        assertThat(unpack(join(packed, new byte[600]), 512)).hasSize(50);
        assertThatThrownBy(() -> unpack(join(packed, new byte[3], new byte[] {'x'}), 512))
                .isInstanceOf(ZipException.class);
        assertThatThrownBy(() -> unpack(join(packed, "more".getBytes()), 512))
                .isInstanceOf(ZipException.class);
    }

    @Test
    void stream_cutOffAnywhere_isNotTakenForWhole() throws IOException {
        byte[] one = gzip(random(50));
        byte[] packed = join(one, one);
        for (int length = 0; length < packed.length; length++) {
            if (length != one.length) {
                byte[] cut = Arrays.copyOf(packed, length);
                assertThatThrownBy(() -> unpack(cut, 512))
                        .as("%d bytes", length)
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    /** Some bits say nothing: those of codes that are not used, and behind the last. */
    @Test
    void changedByte_isNoticed_orChangesNothing() throws IOException {
        byte[] content = random(5000);
        byte[] packed = gzip(content);
        int unnoticed = 0;
        for (int at = 10; at < packed.length; at++) {
            byte[] damaged = packed.clone();
            damaged[at] ^= 0x10;
            try {
                assertThat(unpack(damaged, 512)).isEqualTo(content);
                unnoticed++;
            } catch (ZipException | EOFException noticed) {
                assertThat(noticed).isNotNull();
            }
        }
        assertThat(unnoticed).isLessThan(10);
    }
}
