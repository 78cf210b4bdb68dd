'use strict';

const byId = (id) => document.getElementById(id);

const page = location.pathname.split('/').pop();
const link = new URLSearchParams(location.hash.slice(1));
const token = link.get('token');
const action = page === 'email' && link.get('action') === 'revert' ? 'revert' : page;

// The token must not stay in the address bar or the history.
history.replaceState(null, '', location.pathname);

// Another link that is opened on this page changes the fragment only.
addEventListener('hashchange', () => location.reload());

const confirmations = {
  verify: ['Confirm your email address', 'verify-email', 'Your email address is confirmed.'],
  email: ['Confirm your new email address', 'email/confirm', 'Your email address was changed.'],
  revert: ['Restore your previous email address', 'email/revert',
    'Your email address is restored. Set a new password with the link that was sent to it.'],
};

async function post(path, body) {
  const response = await fetch(`api/auth/${path}`, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
  });
  if (!response.ok) {
    const { detail, errors = [] } = await response.json().catch(() => ({}));
    throw Object.assign(new Error(detail ?? `The server responded with ${response.status}.`), { errors });
  }
}

function showFieldError(input, text) {
  input.closest('.field').querySelector('.error').textContent = text;
  if (text) {
    input.setAttribute('aria-invalid', 'true');
  } else {
    input.removeAttribute('aria-invalid');
  }
}

// Shows a form, whose action hides it and shows the outcome.
function show(section, form, send, outcome) {
  byId(section).hidden = false;
  byId(form).addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.target.querySelector('button');
    const inputs = [...event.target.querySelectorAll('input')];
    byId('problem').textContent = '';
    inputs.forEach((input) => showFieldError(input, ''));
    button.disabled = true;
    try {
      await send(Object.fromEntries(new FormData(event.target)));
      byId(section).hidden = true;
      byId('status').textContent = outcome;
    } catch (error) {
      byId('problem').textContent = error instanceof TypeError ? 'The server cannot be reached.' : error.message;
      for (const { field, message } of error.errors ?? []) {
        const input = inputs.find(({ name }) => name === field);
        if (input) {
          showFieldError(input, `${input.closest('.field').querySelector('.error').textContent} It ${message}.`.trim());
        }
      }
      event.target.querySelector('[aria-invalid]')?.focus();
    } finally {
      button.disabled = false;
    }
  });
}

if (page === 'reset' && token) {
  show('reset', 'reset-form', (fields) => post('password/reset', { token, ...fields }),
    'The password was set. Sign in with it.');
} else if (page === 'reset') {
  show('forgot', 'forgot-form', (fields) => post('password/forgot', fields),
    'If there is an account with this address, a link is on its way. It can be used for 30 minutes.');
} else if (token && action in confirmations) {
  const [heading, path, outcome] = confirmations[action];
  byId('confirm-heading').textContent = heading;
  show('confirm', 'confirm-form', () => post(path, { token }), outcome);
} else {
  byId('problem').textContent = 'The link is incomplete. Copy it from the mail once more.';
}
