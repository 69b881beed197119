// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "registry.example.com:5000/foo/bar:v1@sha256:11, registry.example.com:5000/foo/bar, v1",
        "registry.example.com:5000/foo/bar@sha256:11, registry.example.com:5000/foo/bar, ''",
        "registry.example.com:5000/foo/bar:v1, registry.example.com:5000/foo/bar, v1",
        "registry.example.com:5000/foo/bar, registry.example.com:5000/foo/bar, ''",
        "foo/bar:v1, foo/bar, v1",
        "foo:v1, foo, v1",
        "foo, foo, ''",
        "'', '', ''",
    })
    void of_aReference_tellsRepositoryAndTag(String reference, String repository, String tag) {
        assertThat(ImageName.of(reference)).isEqualTo(new ImageName(repository, tag));
    }
}
