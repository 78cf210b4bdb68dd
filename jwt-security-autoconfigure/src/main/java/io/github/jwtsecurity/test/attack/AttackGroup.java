package io.github.jwtsecurity.test.attack;

import java.util.List;

/**
 * A group of attacks on one aspect of an application.
 */
interface AttackGroup {

	/**
	 * Returns the attacks of this group on an application.
	 * @param target the attacked path of the application
	 * @return the attacks, in the order in which they are run, including those that do
	 * not apply
	 */
	List<Attack> attacks(AttackTarget target);

}
