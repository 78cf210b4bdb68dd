// The pages on which a user logs in and signs up.

import { go, say } from '../app.js';
import { h, showFieldError } from '../dom.js';
import { emailField, form, newPasswordField, passwordField } from '../forms.js';
import { auth } from '../session.js';
import { explain } from '../text.js';

const withNext = (page) => `${page}${location.search}`;

export function logInView({ state }) {
  function refused(error, { showProblem, element }) {
    if (error.code !== 'email_not_verified') {
      return false;
    }
    const { value } = element.querySelector('[name=email]');
    const resend = h('button', {
      type: 'button',
      className: 'link',
      async onclick() {
        try {
          await auth.resendVerification({ email: value });
          showProblem('If this address is not confirmed yet, a new link is on its way to it.');
        } catch (failure) {
          showProblem(explain(failure));
        }
      },
    }, 'Send the link again');
    showProblem('Your address is not confirmed yet. Open the link in the mail. ', resend);
    return true;
  }

  return h('div', { className: 'narrow' },
    h('h1', { tabIndex: -1 }, 'Log in'),
    h('div', { className: 'card' }, form({
      fields: [
        emailField({ isFirst: !state.email, value: state.email ?? '' }),
        passwordField({ isFirst: Boolean(state.email) }),
      ],
      action: 'Log in',
      more: h('a', { href: 'reset' }, 'Forgot your password?'),
      refused,
      submit: ({ email, password }) => auth.logIn({ email, password }),
    })),
    h('p', { className: 'muted' }, 'No account yet? ', h('a', { href: withNext('signup') }, 'Sign up'), '.'));
}

export function signUpView() {
  function refused(error, { inputs: [email] }) {
    if (error.code !== 'email_taken') {
      return false;
    }
    const logIn = h('a', {
      href: withNext('login'),
      onclick(event) {
        event.preventDefault();
        go(withNext('login'), { state: { email: email.value } });
      },
    }, 'Log in instead');
    showFieldError(email, 'There is already an account with this address. ', logIn, '.');
    email.focus();
    return true;
  }

  return h('div', { className: 'narrow' },
    h('h1', { tabIndex: -1 }, 'Sign up'),
    h('div', { className: 'card' }, form({
      fields: [emailField({ isFirst: true }), newPasswordField()],
      action: 'Sign up',
      refused,
      async submit({ email, password }) {
        if (await auth.signUp({ email, password }) === null) {
          const message = { kind: 'good', text: 'A mail is on its way. Open its link, and then log in.' };
          go('login', { state: { email }, message });
        } else {
          say(`Welcome, ${email.trim()}.`);
        }
      },
    })),
    h('p', { className: 'muted' }, 'Already registered? ', h('a', { href: withNext('login') }, 'Log in'), '.'));
}
