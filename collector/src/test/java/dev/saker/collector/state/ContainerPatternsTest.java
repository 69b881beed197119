// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerPatternsTest {
    private static final String ID =
            "3ad7b26ded6d8e7b23da7d48fe889434573036c27ae5a74837233de441c3601e";
    private static final String OUTER =
            "0000000000000000000000000000000000000000000000000000000000000001";

    private final ContainerPatterns patterns =
            new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/libpod_parent/libpod-ID",
        "/machine.slice/libpod-ID.scope",
        "/machine.slice/libpod-ID.scope/container",
        "/machine.slice/libpod-payload-ID.scope",
        "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-ID.scope/container",
        "/docker/ID",
        "/system.slice/docker-ID.scope",
        "/docker/ID/init.scope",
        "/docker/OUTER/kubelet/kubepods/pod1/ID",
        "/kubepods/besteffort/pod86fab5ae-0b0c-4d2c-a1a8-1f0a1b1c1d1e/ID",
        "/kubepods/burstable/pod1/crio-ID",
        "/kubepods.slice/kubepods-pod1.slice/crio-ID.scope",
        "/kubepods.slice/kubepods-pod1.slice/crio-ID.scope/container",
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-ID.scope",
        "/system.slice/containerd.service/kubepods-besteffort-pod1.slice:cri-containerd:ID",
        "/system.slice/nerdctl-ID.scope",
        "/k8s.io/ID",
        "/../ID",
        "/../../kubepods-burstable-pod1.slice/cri-containerd-ID.scope",
        "/libpod_parent/OUTER/libpod-ID",
        "/machine.slice/machine-libpod_pod_OUTER.slice/libpod-ID.scope",
        "/system.slice/web.service/libpod-payload-ID",
        "/lxc.payload.box/system.slice/docker-ID.scope",
        "/docker/OUTER/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod1.slice/cri-containerd-ID.scope",
        "/kubepods.slice/kubepods-pod1.slice/docker-ID.scope",
        "/ecs/task/ID",
    })
    void idOf_aContainersGroup_isItsId(String path) {
        String real = path.replace("ID", ID).replace("OUTER", OUTER);

        assertThat(patterns.idOf(real)).contains(ID);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/default/mycontainer, mycontainer",
        "/moby/web, web",
        "/lxc/box, box",
        "/lxc.payload/box, box",
        "/lxc.payload.box, box",
        "/lxc.payload.box/init.scope, box",
        "/machine.slice/machine-lxc\\x2d77\\x2dbox.scope, box",
        "/libvirt/lxc/box, box",
        "/machine/box.libvirt-lxc, box",
        "/system.slice/bpm-worker.scope, worker",
        "/bpm-worker, worker",
        "/../default/mycontainer, mycontainer",
        "/lxc/outer/lxc/inner, inner",
    })
    void idOf_aNamedContainersGroup_isItsName(String path, String name) {
        assertThat(patterns.idOf(path)).contains(name);
    }

    @ParameterizedTest(name = "{0} is of {1}")
    @CsvSource({
        "/lxc/box, lxc",
        "/lxc.payload.box, lxc",
        "/libvirt/lxc/box, libvirt_lxc",
        "/machine/box.libvirt-lxc, libvirt_lxc",
        "/bpm-worker, bpm",
        "/docker/ID, ''",
        "/default/mycontainer, ''",
    })
    void find_aGroup_tellsTheTypeIfOnlyOneRuntimeNamesGroupsSo(String path, String type) {
        assertThat(patterns.find(path.replace("ID", ID)).orElseThrow().type()).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/",
        "/init.scope",
        "/system.slice/cron.service",
        "/user.slice/user-1000.slice/session-3.scope",
        "/process_api/d260d504e77ebf8c0e9b917bd2de539d",
        "/sandbox/job",
        "/docker/3ad7b26ded6d",
        "/machine.slice/libpod-conmon-ID.scope",
        "/kubepods.slice/crio-conmon-ID.scope",
        "/libpod_parent/ID/conmon",
        "/libpod_parent/conmon",
        "/lxc.monitor.box",
        "/kubepods.slice/kubepods-pod1.slice",
        "/default/cron.service",
        "/default/a/b",
    })
    void idOf_anotherGroup_isEmpty(String path) {
        assertThat(patterns.idOf(path.replace("ID", ID))).isEmpty();
    }
}
