package io.github.jwtsecurity.test;

/**
 * A caller of a guarded route.
 */
enum Caller {

	/** The user in the path. */
	OWNER("the owner"),

	/** A user with a valid token who is not the user in the path. */
	OTHER("another user"),

	/** A client without a token. */
	NOBODY("nobody");

	private final String description;

	Caller(String description) {
		this.description = description;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
