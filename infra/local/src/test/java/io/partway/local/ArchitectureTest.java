package io.partway.local;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.partway.core.IdSource;
import io.partway.core.Ticker;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The arrows between the modules, and what no code may take from the air. It stands in this module
/// because no other one sees them all.
@AnalyzeClasses(
    packages = "io.partway",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NothingGenerated.class})
final class ArchitectureTest {
  private static final String CORE = "io.partway.core..";
  private static final String STORE = "io.partway.store..";
  private static final String GATEWAY = "io.partway.gateway..";
  private static final String PLATFORM = "io.partway.platform..";
  private static final String TESTKIT = "io.partway.testkit..";
  private static final String LOCAL = "io.partway.local..";

  @ArchTest
  static final ArchRule coreIsPureJava =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              CORE, "java..", "javax.crypto..", "jakarta.inject", "org.jspecify.annotations")
          .because("the rules must be readable, and testable, without any machine");

  @ArchTest
  static final ArchRule conceptsOfCoreHaveAnOrder =
      slices()
          .matching("io.partway.core.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a concept that needs the one that needs it is one concept");

  @ArchTest static final ArchRule storeKnowsCoreAlone = knowsOfPartwayOnly(STORE, CORE);

  @ArchTest static final ArchRule gatewayKnowsCoreAlone = knowsOfPartwayOnly(GATEWAY, CORE);

  @ArchTest static final ArchRule platformKnowsCoreAlone = knowsOfPartwayOnly(PLATFORM, CORE);

  @ArchTest
  static final ArchRule functionsDoNotKnowEachOther =
      slices()
          .assignedFrom(new Functions())
          .should()
          .notDependOnEachOther()
          .because("what two functions need belongs to a module that both may know");

  @ArchTest
  static final ArchRule nothingDeployedKnowsItsSurroundings =
      noClasses()
          .that()
          .resideOutsideOfPackages(LOCAL, TESTKIT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LOCAL, TESTKIT);

  @ArchTest
  static final ArchRule localDoesNotRunOnTestHelpers =
      noClasses()
          .that()
          .resideInAPackage(LOCAL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TESTKIT, "org.junit..", "org.assertj..", "org.testcontainers..");

  @ArchTest
  static final ArchRule tablesAndExpressionsStayInTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackages(STORE, PLATFORM, TESTKIT, LOCAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.dynamodb..");

  @ArchTest
  static final ArchRule deployedJsonIsCompiled =
      noClasses()
          .that()
          .resideOutsideOfPackages(LOCAL, TESTKIT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
          .because("reflective JSON costs every cold start");

  @ArchTest
  static final ArchRule nothingComesFromTheAir =
      classes()
          .that()
          .resideOutsideOfPackages(PLATFORM, LOCAL, TESTKIT)
          .should(never(accessTargetWhere(new TakesFromTheAir())))
          .because("time, ids, randomness and settings are given by the platform");

  @ArchTest static final ArchRule nothingOfItsTimeIsTakenIntoASnapshot = notTakenIntoASnapshot();

  static ArchRule notTakenIntoASnapshot() {
    return classes()
        .that()
        .resideOutsideOfPackages(LOCAL, TESTKIT)
        .should(never(accessTargetWhere(new TakesWhileMaking())))
        .because(
            "what is drawn while a function is made would be the same in all that is restored");
  }

  @ArchTest
  static final ArchRule nothingDeployedKeepsStaticState =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(TESTKIT)
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule injectionGoesThroughConstructors =
      noFields().should().beAnnotatedWith(Inject.class);

  private static ArchRule knowsOfPartwayOnly(String module, String other) {
    return classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.or(
                JavaClass.Predicates.resideInAnyPackage(module, other),
                JavaClass.Predicates.resideOutsideOfPackage("io.partway..")));
  }

  /// Dagger makes the factories of core's classes beside each component, in core's packages, and a
  /// component that hands the machine's clients through.
  static final class NothingGenerated implements ImportOption {
    private static final Pattern DAGGERS =
        Pattern.compile(".*(_(Factory|MembersInjector)|/Dagger[^/]*Component)\\b.*");

    @Override
    public boolean includes(Location location) {
      return !location.matches(DAGGERS);
    }
  }

  private static final class Functions implements SliceAssignment {
    private static final Set<String> SHARED =
        Set.of("core", "store", "gateway", "platform", "testkit", "local");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String[] names = type.getPackageName().split("\\.", -1);
      return names.length < 3
              || !type.getPackageName().startsWith("io.partway.")
              || SHARED.contains(names[2])
          ? SliceIdentifier.ignore()
          : SliceIdentifier.of(names[2]);
    }

    @Override
    public String getDescription() {
      return "functions";
    }
  }

  /// Times, ids and randomness, from the air or from what was injected, drawn by constructors and
  /// static initializers: they run before the snapshot.
  private static final class TakesWhileMaking extends DescribedPredicate<JavaAccess<?>> {
    TakesWhileMaking() {
      super("takes time, ids or randomness while something is made");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
      String origin = access.getOrigin().getName();
      if (!(access.getTarget() instanceof CodeUnitAccessTarget target)
          || access.isDeclaredInLambda()
          || !(origin.equals("<init>") || origin.equals("<clinit>"))) {
        return false;
      }
      JavaClass owner = target.getOwner();
      String name = target.getName();
      if (owner.isAssignableTo(RandomGenerator.class)) {
        return !access.getOriginOwner().isAssignableTo(RandomGenerator.class);
      }
      return (owner.getPackageName().equals("java.time") && name.equals("now"))
          || (owner.isAssignableTo(InstantSource.class)
              && (name.equals("instant") || name.equals("millis")))
          || (owner.isEquivalentTo(System.class)
              && (name.equals("nanoTime") || name.equals("currentTimeMillis")))
          || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
          || (owner.isEquivalentTo(Math.class) && name.equals("random"))
          || (owner.isAssignableTo(Ticker.class) && name.equals("nanos"))
          || (owner.isAssignableTo(IdSource.class) && name.equals("next"));
    }
  }

  private static final class TakesFromTheAir extends DescribedPredicate<JavaAccess<?>> {
    TakesFromTheAir() {
      super("takes time, ids, randomness or settings from the air");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
      if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
        return false;
      }
      JavaClass owner = target.getOwner();
      String name = target.getName();
      if (owner.getPackageName().equals("java.time")) {
        return (name.equals("now")
                && target.getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Clock.class)))
            || ((owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class))
                && (name.startsWith("system") || name.startsWith("tick")));
      }
      if (owner.isEquivalentTo(System.class)) {
        return Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty").contains(name);
      }
      if (owner.isAssignableTo(RandomGenerator.class)) {
        return name.equals("<init>")
            || name.equals("of")
            || owner.isEquivalentTo(ThreadLocalRandom.class);
      }
      return (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
          || (owner.isEquivalentTo(Math.class) && name.equals("random"));
    }
  }
}
