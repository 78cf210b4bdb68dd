package io.github.jwtsecurity;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Tests for the dependencies between packages, and for other rules of the code base.
 */
@AnalyzeClasses(packages = "io.github.jwtsecurity", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.github.jwtsecurity.";

	@ArchTest
	final ArchRule packagesPointOneWay = SlicesRuleDefinition.slices()
		.matching(ROOT + "(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	final ArchRule tokenStandsAlone = standsOn("token");

	@ArchTest
	final ArchRule ownershipStandsOnTokens = standsOn("ownership", "token");

	@ArchTest
	final ArchRule eventStandsAlone = standsOn("event");

	@ArchTest
	final ArchRule jdbcStandsAlone = standsOn("jdbc");

	@ArchTest
	final ArchRule rateLimitStandsOnJdbcAndTokens = standsOn("ratelimit", "jdbc", "token");

	@ArchTest
	final ArchRule accountStandsOnJdbcEventsMailAndTokens = standsOn("account", "jdbc", "event", "mail", "token");

	@ArchTest
	final ArchRule mailStandsOnJdbcEventsAndTokens = standsOn("mail", "jdbc", "event", "token");

	@ArchTest
	final ArchRule passwordsStandOnTokens = standsOn("account.password", "token");

	@ArchTest
	final ArchRule sessionStandsOnJdbcEventsAndTokens = standsOn("session", "jdbc", "event", "token");

	@ArchTest
	final ArchRule signingStandsOnJdbcAndTokens = standsOn("signing", "jdbc", "token");

	@ArchTest
	final ArchRule nobodyUsesSigning = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + "signing..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + "signing..");

	@ArchTest
	final ArchRule auditStandsOnAccountsJdbcEventsAndTokens = standsOn("audit", "account", "jdbc", "event", "token");

	@ArchTest
	final ArchRule nobodyUsesAudit = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + "audit..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + "audit..");

	@ArchTest
	final ArchRule webStandsOnTheResourceSide = standsOn("web", "event", "ownership", "token");

	@ArchTest
	final ArchRule openApiStandsOnTheResourceSide = standsOn("openapi", "ownership", "web");

	@ArchTest
	final ArchRule nobodyUsesEndpoint = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + "endpoint..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + "endpoint..");

	@ArchTest
	final ArchRule testSupportStandsOnOwnershipAndTokens = standsOn("test", "ownership", "token");

	/** The rule that keeps the support for tests out of the run time. */
	@ArchTest
	final ArchRule nobodyUsesTestSupport = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + "test..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + "test..");

	@ArchTest
	final ArchRule onlyTestSupportUsesTestLibraries = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + "test..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.test..", "org.springframework.mock..",
				"org.springframework.security.test..", "org.junit..", "org.assertj..");

	@ArchTest
	final ArchRule doctorStandsOnTokens = standsOn("doctor", "token");

	@ArchTest
	final ArchRule nobodyUsesDoctor = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + "doctor..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + "doctor..");

	/** The rule that lets the registrar find endpoints by their names. */
	@ArchTest
	final ArchRule endpointsHaveTheNameOfAnEndpoint = ArchRuleDefinition.classes()
		.that()
		.areAssignableTo(ROOT + "endpoint.AccountEndpoint")
		.should()
		.haveSimpleNameEndingWith("Endpoint")
		.andShould()
		.resideInAPackage(ROOT + "endpoint");

	@ArchTest
	final ArchRule nothingIsInTheRoot = ArchRuleDefinition.noClasses()
		.should()
		.resideInAPackage("io.github.jwtsecurity");

	@ArchTest
	final ArchRule autoConfigurationsAreFinalAndHideTheirMembers = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.haveModifier(JavaModifier.FINAL)
		.andShould(haveNoPublicMembers());

	@ArchTest
	final ArchRule propertiesAreHiddenRecords = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(ConfigurationProperties.class)
		.should()
		.beRecords()
		.andShould()
		.notBePublic();

	/**
	 * A condition on text may disagree with the value that a properties record binds.
	 */
	@ArchTest
	final ArchRule switchesAreBoundValues = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat()
		.belongToAnyOf(ConditionalOnProperty.class, ConditionalOnBooleanProperty.class);

	@ArchTest
	final ArchRule packagesAreNullMarked = ArchRuleDefinition.classes().should(resideInANullMarkedPackage());

	@ArchTest
	final ArchRule publicTypesAreFinalOrInterfaces = ArchRuleDefinition.classes()
		.that()
		.arePublic()
		.and()
		.areNotInterfaces()
		.should()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	final ArchRule stateIsNotStatic = ArchRuleDefinition.fields().that().areStatic().should().beFinal();

	/**
	 * After a suspension of the process, all missed runs would follow at once.
	 */
	@ArchTest
	final ArchRule nothingRunsAtAFixedRate = ArchRuleDefinition.noClasses()
		.should()
		.callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching("scheduleAtFixedRate"))
			.as("at a fixed rate"));

	private static ArchRule standsOn(String name, String... allowed) {
		List<String> packages = Stream.of(allowed).map((other) -> ROOT + other).toList();
		return ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOT + name + "..")
			.should()
			.dependOnClassesThat(DescribedPredicate.describe("internal, other than " + name,
					(type) -> type.getPackageName().startsWith(ROOT) && !type.getPackageName().startsWith(ROOT + name)
							&& !packages.contains(type.getPackageName())));
	}

	private static ArchCondition<JavaClass> haveNoPublicMembers() {
		return new ArchCondition<>("have no public members but the constructor") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				type.getMembers()
					.stream()
					.filter((member) -> member.getOwner().equals(type) && !member.getName().equals("<init>")
							&& member.getModifiers().contains(JavaModifier.PUBLIC))
					.forEach((member) -> events.add(SimpleConditionEvent.violated(type, member.getFullName())));
			}

		};
	}

	private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return new ArchCondition<>("reside in a null-marked package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not null-marked"));
			}

		};
	}

}
