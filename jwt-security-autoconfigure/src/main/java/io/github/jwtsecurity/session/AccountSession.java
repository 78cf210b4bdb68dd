package io.github.jwtsecurity.session;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A session and the account to which it belongs.
 *
 * @param <A> the type of the account
 * @param session the session
 * @param account the supplier of the account, empty if there is none or it is disabled.
 * The supplier may read the account
 * @hidden
 */
public record AccountSession<A>(Session session, Supplier<Optional<A>> account) {

}
