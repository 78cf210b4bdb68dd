// The page on which a user manages the account.

import { go } from '../app.js';
import { ask, confirmed } from '../dialogs.js';
import { busyWhile, h } from '../dom.js';
import { emailField, form, newPasswordField, ownerField, passwordField } from '../forms.js';
import { auth, ownDrafts } from '../session.js';
import { ago, deviceName, explain, placeOf } from '../text.js';

const section = (heading, ...content) => h('section', { className: 'card' }, h('h2', { tabIndex: -1 }, heading), ...content);

function button({ complain }, text, properties, action) {
  return h('button', {
    type: 'button',
    onclick: ({ currentTarget }) => busyWhile(currentTarget, () => action().catch(complain)),
    ...properties,
  }, text);
}

function profile(page) {
  const { email, email_verified: isVerified, created_at: createdAt } = auth.user;
  async function resend() {
    await auth.resendVerification();
    page.say('A link is on its way to your address, unless one was sent within the last minute.');
  }
  return section('Profile',
    h('p', {}, h('strong', {}, email), ' ',
      h('span', { className: `badge ${isVerified ? 'good' : 'warn'}` }, isVerified ? 'confirmed' : 'not confirmed')),
    h('p', { className: 'muted' }, `Registered ${ago(createdAt)}.`),
    !isVerified && button(page, 'Send the confirmation link again', {}, resend));
}

function deviceRow(page, { id, user_agent: agent, address, last_used_at: lastUsedAt, current }) {
  const name = deviceName(agent);
  const label = `Log out ${name}, last used ${ago(lastUsedAt)}`;
  const end = button(page, 'Log out', { className: 'quiet', 'aria-label': label }, async () => {
    // A session that has already ended is not an error.
    const isDone = await confirmed((body) => auth.endSession(id, body).catch((error) => {
      if (error.status !== 404) {
        throw error;
      }
    }));
    if (isDone) {
      const heading = row.closest('section').querySelector('h2');
      row.remove();
      heading.focus();
      page.say(`Logged out ${name}.`);
    }
  });
  const time = h('time', { dateTime: lastUsedAt, title: new Date(lastUsedAt).toLocaleString() }, ago(lastUsedAt));
  const row = h('li', {},
    h('div', { className: 'grow' }, h('strong', {}, name), ' ', current && h('span', { className: 'badge good' }, 'this device'),
      h('div', { className: 'muted small' }, 'Last used ', time, address && ` from ${placeOf(address)}`)),
    !current && end);
  return row;
}

function devices(page) {
  const list = h('ul', { className: 'list' }, h('li', { 'aria-busy': 'true', className: 'muted' }, 'Loading…'));
  auth.sessions().then((sessions) => {
    sessions.sort((one, other) => Number(other.current) - Number(one.current));
    list.replaceChildren(...sessions.map((session) => deviceRow(page, session)));
  }, (error) => page.isCurrent() && list.replaceChildren(h('li', { role: 'alert' }, explain(error))));
  return section('Devices',
    h('p', { className: 'muted' }, 'Each device on which you are logged in has a session of its own.'), list,
    button(page, 'Log out everywhere', { className: 'danger' }, () => confirmed((body) => auth.endSessions(body))));
}

function changeEmail() {
  const drafts = ownDrafts();
  const note = h('p', { className: 'note good', role: 'status', hidden: true });
  const element = form({
    fields: [emailField({
      label: 'New email address',
      name: 'new_email',
      autocomplete: 'email',
      value: drafts.get('new email') ?? '',
      oninput: ({ target }) => drafts.keep('new email', target.value),
    })],
    action: 'Change the address',
    async submit(fields) {
      if (await confirmed((body) => auth.changeEmail({ ...fields, ...body }))) {
        element.querySelector('input').value = '';
        drafts.keep('new email');
        note.textContent = `If ${fields.new_email.trim()} can be used, a link is on its way to it. `
          + 'Open the link to change your address.';
        note.hidden = false;
      }
    },
  });
  return section('Email address', element, note);
}

function changePassword(page) {
  const element = form({
    fields: [ownerField(), passwordField({ label: 'Current password', name: 'current_password' }),
      newPasswordField({ label: 'New password', name: 'new_password' })],
    action: 'Change the password',
    async submit(fields) {
      await auth.changePassword(fields);
      element.reset();
      element.querySelector('[name=new_password]').dispatchEvent(new Event('input'));
      page.say('The password was changed. You are logged out on all other devices.');
    },
  });
  return section('Password', element);
}

function deletion(page) {
  return section('Delete the account',
    h('p', {}, 'Your account, its sessions and your tasks will be deleted. This cannot be undone.'),
    button(page, 'Delete the account', { className: 'danger' }, () => ask({
      title: 'Delete the account?',
      text: `Enter your password to delete the account ${auth.user.email}.`,
      fields: [passwordField({ name: 'current_password' })],
      action: 'Delete the account',
      danger: true,
      async submit(body) {
        await auth.deleteAccount(body);
        go('login', { replace: true, message: { kind: 'good', text: 'Your account was deleted.' } });
      },
    })));
}

export function accountView(page) {
  const place = h('div', {}, profile(page));
  // A link may be opened in another tab or browser.
  const stop = auth.onChange(() => (page.isCurrent() && auth.user ? place.replaceChildren(profile(page)) : stop()));
  auth.me().catch(() => {});
  return h('div', {}, h('h1', { tabIndex: -1 }, 'Your account'),
    place, devices(page), changeEmail(), changePassword(page), deletion(page));
}
