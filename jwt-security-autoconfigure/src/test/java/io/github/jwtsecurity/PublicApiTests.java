package io.github.jwtsecurity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.jwtsecurity.token.KeyDerivation;
import io.github.jwtsecurity.token.Sha256;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.FilterChainExtension;
import io.github.jwtsecurity.web.OptionalTokenFailure;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.WebSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the API for applications: public types whose comment does not have the tag
 * {@code @hidden}. All other types are internal.
 */
class PublicApiTests {

	private static final String ROOT = "io.github.jwtsecurity";

	private static final Path SOURCES = Path.of("src/main/java");

	/** The code that shows applications how to use the library. */
	private static final List<Path> EXAMPLES = List.of(Path.of("src/test/java/io/github/jwtsecurity/docs"),
			Path.of("../sample-app/src"));

	/** The tests of the pages beside the examples. */
	private static final Pattern NO_EXAMPLE = Pattern.compile("(?:Documentation|OpenApi)Tests\\.java$");

	private static final Pattern HIDDEN = Pattern.compile("(?m)^ \\* @hidden$");

	private static final Pattern NESTED = Pattern
		.compile("(?m)^\t+(?:public|protected) [a-z -]*\\b(?:class|enum|interface|record) (\\w+)");

	private static final Pattern REFERENCE = Pattern
		.compile("(?:\\{@link(?:plain)?|@see|@throws|@value)[\\s*]+((?:[a-z]+\\.)*)([A-Z]\\w*)");

	private static final Pattern IMPORT = Pattern
		.compile("(?m)^import (?:static )?(io\\.github\\.jwtsecurity(?:\\.[a-z]+)*\\.[A-Z]\\w*)");

	private static final Set<String> HIDDEN_TYPES = read(SOURCES)
		.filter((source) -> HIDDEN.matcher(source.text()).find())
		.map((source) -> SOURCES.relativize(source.path()).toString().replace(".java", "").replace('/', '.'))
		.collect(Collectors.toSet());

	private static final JavaClasses LIBRARY = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void apiWhenComparedWithSourcesThenBothKindsAreFound() {
		assertThat(HIDDEN_TYPES).contains(UserIds.class.getName(), Problem.class.getName());
		assertThat(api()).extracting(JavaClass::getFullName)
			.contains(ROOT + ".account.AccountService", ROOT + ".session.Session$Times")
			.doesNotContain(ROOT + ".token.UserIds", ROOT + ".web.Problem$Incident", ROOT + ".token.NumericDate");
	}

	@Test
	void signatureWhenInApiThenHasNoInternalType() {
		assertThat(api().flatMap(PublicApiTests::leaks)).isEmpty();
	}

	@Test
	void signatureWhenItHasAnInternalTypeThenIsFound() {
		assertThat(leaks(new ClassFileImporter().importClass(Leak.class))).extracting((leak) -> leak.split(": ")[1])
			.containsOnly("FilterChainExtension", "KeyDerivation", "OptionalTokenFailure", "Problem",
					"Problem$Incident", "ProblemException", "UserIds", "WebSettings");
	}

	@Test
	void commentWhenInApiThenDoesNotReferToAnInternalType() {
		Set<String> api = api().map(JavaClass::getSimpleName).collect(Collectors.toSet());
		Set<String> internal = LIBRARY.stream()
			.filter(JavaClass::isTopLevelClass)
			.map(JavaClass::getSimpleName)
			.filter((name) -> !api.contains(name))
			.collect(Collectors.toSet());
		assertThat(api().filter(JavaClass::isTopLevelClass)
			.map(PublicApiTests::source)
			.flatMap((source) -> REFERENCE.matcher(source.text())
				.results()
				.filter((reference) -> reference.group(1).isEmpty() || reference.group(1).startsWith(ROOT))
				.filter((reference) -> internal.contains(reference.group(2)))
				.map((reference) -> source.path() + ": " + reference.group())))
			.isEmpty();
	}

	@Test
	void nestedTypeWhenItsOwnerIsHiddenThenIsHidden() {
		assertThat(HIDDEN_TYPES).allSatisfy((name) -> {
			String text = source(LIBRARY.get(name)).text();
			assertThat(NESTED.matcher(text).results()).allSatisfy(
					(nested) -> assertThat(text.substring(text.lastIndexOf("/**", nested.start()), nested.start()))
						.as(nested.group(1))
						.contains("* @hidden"));
		});
	}

	@Test
	void importWhenInAnExampleThenIsOfTheApi() {
		assertThat(EXAMPLES.stream()
			.flatMap(PublicApiTests::read)
			.filter((source) -> !NO_EXAMPLE.matcher(source.path().toString()).find())
			.flatMap((source) -> IMPORT.matcher(source.text())
				.results()
				.map((match) -> match.group(1))
				.filter((name) -> LIBRARY.contain(name) && !isApi(LIBRARY.get(name)))
				.map((name) -> source.path() + ": " + name)))
			.isEmpty();
	}

	private static Stream<JavaClass> api() {
		return LIBRARY.stream().filter(PublicApiTests::isApi);
	}

	private static boolean isApi(JavaClass type) {
		Optional<JavaClass> owner = type.getEnclosingClass();
		return isVisible(type.getModifiers()) && !type.isAnonymousClass()
				&& (owner.isPresent() ? isApi(owner.get()) : !HIDDEN_TYPES.contains(type.getName()));
	}

	private static boolean isVisible(Collection<JavaModifier> modifiers) {
		return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
	}

	private static Stream<String> leaks(JavaClass type) {
		Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
		return Stream.concat(leaks(type.getFullName(), Stream.concat(supertypes, type.getTypeParameters().stream())),
				type.getMembers()
					.stream()
					.filter((member) -> isVisible(member.getModifiers()))
					.filter((member) -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
					.flatMap((member) -> leaks(member.getDescription(), types(member))));
	}

	private static Stream<String> leaks(String place, Stream<? extends JavaType> types) {
		return types.flatMap((type) -> type.getAllInvolvedRawTypes().stream())
			.map(JavaClass::getBaseComponentType)
			.filter((type) -> type.getPackageName().startsWith(ROOT) && !isApi(type))
			.map((type) -> place + ": " + type.getName().substring(type.getPackageName().length() + 1));
	}

	private static Stream<JavaType> types(JavaMember member) {
		if (member instanceof JavaField field) {
			return Stream.of(field.getType());
		}
		JavaCodeUnit method = (JavaCodeUnit) member;
		return Stream
			.of(Stream.of(method.getReturnType()), method.getParameterTypes().stream(),
					method.getTypeParameters().stream(), method.getExceptionTypes().stream())
			.flatMap((types) -> types);
	}

	private static Source source(JavaClass type) {
		return Source.of(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
	}

	private static Stream<Source> read(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java")).map(Source::of).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A source file.
	 *
	 * @param path the path
	 * @param text the content
	 */
	private record Source(Path path, String text) {

		static Source of(Path path) {
			try {
				return new Source(path, Files.readString(path));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * A type whose signature has an internal type in each possible place.
	 *
	 * @param <T> the type parameter of the type
	 */
	abstract static class Leak<T extends List<Problem.Incident>> implements FilterChainExtension {

		protected UserIds[] field;

		/** A field that is not a part of the signature. */
		private Sha256 hidden;

		protected Leak(KeyDerivation parameter) {
		}

		protected abstract Supplier<? extends Problem> result();

		protected abstract <M extends OptionalTokenFailure> void method(List<M> argument) throws ProblemException;

		protected abstract void nested(List<List<WebSettings>> parameter);

	}

}
