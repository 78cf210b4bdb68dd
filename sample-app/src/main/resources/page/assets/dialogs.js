// Dialogs that confirm a change.

import { h } from './dom.js';
import { form, ownerField, passwordField } from './forms.js';

// Resolves to the result of `submit`, or to undefined if the user cancels.
export function ask({ title, text, fields = [], action, danger, submit }) {
  return new Promise((resolve) => {
    let result;
    const cancel = h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
    const content = form({
      fields: [ownerField(), ...fields],
      action,
      more: cancel,
      async submit(values) {
        result = await submit(values);
        dialog.close();
      },
    });
    if (danger) {
      content.querySelector('[type=submit]').className = 'danger';
    }
    const dialog = h('dialog', {
      'aria-label': title,
      onclose() {
        dialog.remove();
        resolve(result);
      },
    }, h('h2', {}, title), h('p', {}, text), content);
    document.body.append(dialog);
    dialog.showModal();
  });
}

// Makes a change, for which the user has to enter the password if the last login is too long ago. Resolves to whether the
// change was made.
export async function confirmed(change) {
  try {
    await change({});
    return true;
  } catch (error) {
    if (error.code !== 'insufficient_user_authentication') {
      throw error;
    }
  }
  return Boolean(await ask({
    title: 'Confirm with your password',
    text: 'Your last login was some time ago.',
    fields: [passwordField({ name: 'current_password' })],
    action: 'Confirm',
    async submit(password) {
      await change(password);
      return true;
    },
  }));
}
