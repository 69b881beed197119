// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the modules to the import directions that docs/architecture.md draws. */
final class ImportDirectionTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.saker");

    /** Each module's package and the packages of ours it may import, in data-path order. */
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.of(
                    "scap", Set.of(),
                    "probe", Set.of("scap"),
                    "schemas", Set.of("scap"),
                    "rules", Set.of("scap", "schemas"),
                    "ruleset", Set.of(),
                    "collector", Set.of("scap", "probe", "schemas", "rules"),
                    "sinks", Set.of("schemas"),
                    "jobs", Set.of("scap", "schemas", "rules", "sinks"),
                    "standalone",
                            Set.of(
                                    "scap",
                                    "probe",
                                    "schemas",
                                    "rules",
                                    "ruleset",
                                    "collector",
                                    "sinks",
                                    "jobs"),
                    "bench",
                            Set.of(
                                    "scap",
                                    "probe",
                                    "schemas",
                                    "rules",
                                    "ruleset",
                                    "collector",
                                    "sinks",
                                    "jobs",
                                    "standalone"));

    static Stream<String> modules() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void module_importsOfOurs_onlyWhatItMay(String module) {
        String[] outOfBounds =
                modules()
                        .filter(other -> !other.equals(module))
                        .filter(other -> !MAY_IMPORT.get(module).contains(other))
                        .map(other -> "dev.saker." + other + "..")
                        .toArray(String[]::new);

        if (outOfBounds.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.saker." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(outOfBounds)
                    .check(CLASSES);
        }
    }

    @Test
    void everyModule_ofTheTable_hasClassesHere() {
        List<String> found =
                CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .map(this::module)
                        .distinct()
                        .toList();

        assertThat(found).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    private String module(String packageName) {
        return packageName.split("\\.")[2];
    }

    @Test
    void scap_imports_nothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.saker.scap..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.saker.scap..", "java..", "javax..")
                .check(CLASSES);
    }

    @Test
    void flink_isImported_onlyByItsModules() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.saker.jobs..",
                        "dev.saker.standalone..",
                        "dev.saker.rules.cep..",
                        "dev.saker.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(CLASSES);
    }

    /**
     * A module's root package is left out: it holds the facade, which calls the packages below it,
     * and the nouns that all of them speak of.
     */
    @Test
    void packages_dependencies_haveNoCycles() {
        slices().matching("dev.saker.(*).(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
