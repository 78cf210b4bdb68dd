// The pages to which links in mails lead.

import { go } from '../app.js';
import { h } from '../dom.js';
import { emailField, form, newPasswordField } from '../forms.js';
import { auth } from '../session.js';

const page = (heading, text, content) => h('div', { className: 'narrow' },
  h('h1', { tabIndex: -1 }, heading), h('p', { className: 'lead' }, text), content);

const incomplete = () => page('The link is incomplete', 'Copy it from the mail once more.', null);

const card = (content) => h('div', { className: 'card' }, content);

// Scanners open links. Therefore, only the button sends the token.
function confirmation({ heading, text, action, send, outcome }) {
  return page(heading, text, card(form({
    fields: [],
    action,
    async submit() {
      await send();
      await outcome();
    },
  })));
}

// Shows the outcome on the next page, with the new state of the user.
async function arrive(text) {
  await auth.restore().then((user) => user && auth.me()).catch(() => {});
  await go(auth.user ? 'account' : 'login', { replace: true, message: { kind: 'good', text } });
}

// Asks for a login after a change that has ended the sessions of the account, possibly also the one in this browser.
async function askForLogin(text) {
  await auth.restore().then((user) => user && auth.refresh()).catch(() => {});
  await go('login', { replace: true, message: { kind: 'good', text } });
}

export function verifyView({ link }) {
  const token = link.get('token');
  return !token ? incomplete() : confirmation({
    heading: 'Confirm your address',
    text: 'Confirm that this email address is yours.',
    action: 'Confirm',
    send: () => auth.verifyEmail({ token }),
    outcome: () => arrive('Your email address is confirmed.'),
  });
}

export function emailView({ link }) {
  const token = link.get('token');
  if (!token) {
    return incomplete();
  }
  return link.get('action') === 'revert' ? confirmation({
    heading: 'Restore your previous address',
    text: 'This undoes the change of your email address, and logs you out everywhere.',
    action: 'Restore',
    send: () => auth.revertEmail({ token }),
    outcome: () => askForLogin('Your email address is restored. Set a new password with the link that was sent to it.'),
  }) : confirmation({
    heading: 'Confirm your new address',
    text: 'After you confirm it, you log in with the new address.',
    action: 'Confirm',
    send: () => auth.confirmEmail({ token }),
    outcome: () => arrive('Your email address was changed.'),
  });
}

export function resetView({ link }) {
  const token = link.get('token');
  if (token) {
    return page('Set a new password', 'This logs you out everywhere.', card(form({
      fields: [newPasswordField({ label: 'New password', name: 'new_password', isFirst: true })],
      action: 'Set the password',
      async submit(fields) {
        await auth.resetPassword({ token, ...fields });
        await askForLogin('The password was set. Log in with it.');
      },
      refused(error, { showProblem }) {
        if (error.code !== 'invalid_token') {
          return false;
        }
        showProblem(error.message, ' ', h('a', { href: 'reset' }, 'Send another link'));
        return true;
      },
    })));
  }
  return page('Forgot your password?', 'Enter your email address. A link to set a new password is sent to it.', card(form({
    fields: [emailField({ isFirst: true })],
    action: 'Send the link',
    more: h('a', { href: 'login' }, 'Back to the login'),
    async submit({ email }) {
      await auth.forgotPassword({ email });
      go('login', { state: { email }, message: {
        kind: 'good', text: 'If there is an account with this address, a link is on its way. It can be used for 30 minutes.',
      } });
    },
  })));
}
