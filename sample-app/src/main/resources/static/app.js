'use strict';

const byId = (id) => document.getElementById(id);

// The only place of the tokens that grant access, which exists as long as the page. It contains no token after a
// sign-out, and no refresh token if the user has pasted an access token.
let session = { leaving: new AbortController() };

// Decodes the token for the path and for display only: the server verifies the token.
function userIdOf(token) {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    return null;
  }
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    // Better Auth has the user id in `sub`.
    const { user_id: own, sub } = JSON.parse(new TextDecoder().decode(bytes));
    const userId = own ?? sub;
    return typeof userId === 'string' || Number.isSafeInteger(userId) ? String(userId) : null;
  } catch {
    return null;
  }
}

async function request(method, path, body, token, signal) {
  const headers = { Accept: 'application/json' };
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(path, {
    method, headers, body: body && JSON.stringify(body), cache: 'no-store', signal,
  });
  if (!response.ok) {
    throw await problemOf(response);
  }
  return [202, 204].includes(response.status) ? null : response.json();
}

// If the access token is refused, it is replaced once and the call is repeated.
async function call(method, path, body) {
  const caller = session;
  const { token, refreshToken, leaving: { signal } } = caller;
  try {
    return await request(method, path, body, token, signal);
  } catch (error) {
    if (!refreshToken || !['token_expired', 'token_invalid'].includes(error.code)) {
      throw error;
    }
    if (caller.token === token) {
      await refresh(caller);
    }
    return request(method, path, body, caller.token, signal);
  }
}

// If the login is too long ago for a change, the user is asked for the password.
async function callFresh(method, path, body) {
  try {
    return await call(method, path, body);
  } catch (error) {
    if (error.code !== 'insufficient_user_authentication') {
      throw error;
    }
    const password = await askForPassword();
    return password === '' ? Promise.reject(new Error('Nothing was changed.'))
      : call(method, path, { ...body, current_password: password });
  }
}

// Resolves to an empty text if the user cancels.
function askForPassword() {
  const dialog = byId('confirm-dialog');
  const input = byId('confirm-password');
  input.value = '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'confirm' ? input.value : '');
      input.value = '';
    }, { once: true });
  });
}

// A refresh token can be used once, so calls that need a new access token share one refresh.
function refresh(caller) {
  caller.refreshing ??= exchange(caller).finally(() => {
    caller.refreshing = null;
  });
  return caller.refreshing;
}

async function exchange(caller) {
  const body = { refresh_token: caller.refreshToken };
  try {
    const answer = await request('POST', 'api/auth/refresh', body, null, caller.leaving.signal);
    caller.token = answer.access_token;
    caller.refreshToken = answer.refresh_token;
  } catch (error) {
    throw error.status === 401
      ? Object.assign(new Error('You are signed out. Sign in again.'), { status: 401 }) : error;
  }
}

function callTasks(method, path, body) {
  return call(method, `api/${encodeURIComponent(session.userId)}/tasks${path}`, body);
}

async function problemOf(response) {
  const { status } = response;
  const { code, detail, errors = [] } = await response.json().catch(() => ({}));
  const usual = { 429: 'There were too many attempts.', 503: 'The server is too busy.' };
  const seconds = Number(response.headers.get('Retry-After'));
  const again = seconds > 0 ? ` Try again in ${durationOf(seconds)}.` : '';
  const text = detail ?? usual[status] ?? `The server responded with ${status}.`;
  return Object.assign(new Error(text + again), { status, code, errors });
}

// Rounds up, so that the duration is never too short.
function durationOf(seconds) {
  const [count, unit] = [[3600, 'hour'], [60, 'minute'], [1, 'second']]
    .map(([size, name]) => [Math.ceil(seconds / size), name])
    .find(([number, name]) => number > 1 || name === 'second');
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function showProblem(text) {
  byId('problem').textContent = text;
}

function showStatus(text) {
  byId('status').textContent = text;
}

function showFieldError(input, text) {
  input.closest('.field').querySelector('.error').textContent = text;
  if (text) {
    input.setAttribute('aria-invalid', 'true');
  } else {
    input.removeAttribute('aria-invalid');
  }
}

function clearFieldErrors(form) {
  form.querySelectorAll('.field input').forEach((input) => showFieldError(input, ''));
}

// Shows the faults of a field at the field, and all other faults in one line.
function showFailure(error, form) {
  const rest = [];
  for (const { field, message } of error.errors ?? []) {
    const input = form?.querySelector(`.field [name="${CSS.escape(field)}"]`);
    if (input) {
      const before = input.closest('.field').querySelector('.error').textContent;
      showFieldError(input, `${before} It ${message}.`.trim());
    } else {
      rest.push(`${field} ${message}.`);
    }
  }
  showStatus('');
  showProblem([error instanceof TypeError ? 'The server cannot be reached.' : error.message, ...rest].join(' '));
  form?.querySelector('[aria-invalid]')?.focus();
}

// Runs an action of the user, and shows its failure. A refused token is forgotten. A response that arrives after
// the token was forgotten is ignored.
async function attempt(action, form) {
  const { leaving, token } = session;
  showProblem('');
  showStatus('');
  if (form) {
    clearFieldErrors(form);
  }
  try {
    await action();
  } catch (error) {
    if (leaving.signal.aborted) {
      return;
    }
    const refused = error.status === 401 && error.code !== 'invalid_credentials';
    if (refused) {
      leave();
    }
    if (refused && !token) {
      showProblem('This server does not support signing in. Use an access token.');
      byId('token-details').open = true;
      byId('token').focus();
    } else {
      showFailure(error, form);
    }
  }
}

function onSubmit(form, action) {
  let busy = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!busy) {
      busy = true;
      await attempt(() => action(form), form);
      busy = false;
    }
  });
}

function showEmpty() {
  byId('empty').hidden = byId('list').childElementCount > 0;
}

function rowOf(task) {
  const row = byId('task-template').content.cloneNode(true).firstElementChild;
  const find = (selector) => row.querySelector(selector);
  const path = `/${encodeURIComponent(task.id)}`;
  const checkbox = find('[type=checkbox]');
  const title = find('.edit input');

  function show(current) {
    task = current;
    checkbox.checked = task.completed;
    find('.title').textContent = task.title;
    find('.rename').setAttribute('aria-label', `Rename ${task.title}`);
    find('.delete').setAttribute('aria-label', `Delete ${task.title}`);
  }

  function edit(editing) {
    find('.view').hidden = find('.rename').hidden = find('.delete').hidden = editing;
    find('.edit').hidden = !editing;
    title.value = task.title;
    (editing ? title : find('.rename')).focus();
  }

  checkbox.addEventListener('change', () => attempt(async () => {
    const completed = checkbox.checked;
    checkbox.checked = task.completed;
    show(await callTasks('PATCH', path, { completed }));
    showStatus(`${task.title}: ${task.completed ? 'done' : 'to do'}.`);
  }));
  find('.rename').addEventListener('click', () => edit(true));
  find('.cancel').addEventListener('click', () => edit(false));
  find('.edit').addEventListener('keydown', (event) => event.key === 'Escape' && edit(false));
  onSubmit(find('.edit'), async () => {
    show(await callTasks('PATCH', path, { title: title.value }));
    edit(false);
    showStatus(`Renamed to ${task.title}.`);
  });
  find('.delete').addEventListener('click', () => attempt(async () => {
    await callTasks('DELETE', path);
    row.remove();
    showEmpty();
    byId('tasks-heading').focus();
    showStatus(`Deleted ${task.title}.`);
  }));

  show(task);
  return row;
}

function rowOfSession({ id, user_agent: agent, address, last_used_at: lastUsed, current }) {
  const row = byId('session-template').content.cloneNode(true).firstElementChild;
  const find = (selector) => row.querySelector(selector);
  const name = agent ?? 'An unknown device';
  find('.agent').textContent = name;
  find('.address').textContent = address ?? 'an unknown address';
  find('time').dateTime = lastUsed;
  find('time').textContent = new Date(lastUsed).toLocaleString();
  find('.current').hidden = !current;
  find('.end').hidden = current;
  find('.end').setAttribute('aria-label', `Sign out ${name}, last used ${find('time').textContent}`);
  find('.end').addEventListener('click', () => attempt(async () => {
    await endSession(id);
    row.remove();
    byId('sessions-summary').focus();
    showStatus(`Signed out ${name}.`);
  }));
  return row;
}

// A session that has already ended is not an error.
async function endSession(id) {
  try {
    await callFresh('DELETE', `api/auth/sessions/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
  }
}

async function showSessions() {
  const { sessions } = await call('GET', 'api/auth/sessions');
  byId('sessions').replaceChildren(...sessions.map(rowOfSession));
}

function showSession() {
  const { token, userId, email } = session;
  byId('user-name').textContent = email ?? userId ?? '';
  byId('leave').textContent = email ? 'Sign out' : 'Forget the token';
  byId('user').hidden = byId('tasks').hidden = !token;
  byId('entry').hidden = Boolean(token);
  byId('password-details').hidden = byId('sessions-details').hidden = byId('account-details').hidden = !email;
  // This field is for password managers. It has no name, so it is not sent.
  byId('password-owner').defaultValue = email ?? '';
  for (const id of ['password-details', 'sessions-details', 'account-details', 'token-details']) {
    byId(id).open = false;
  }
  byId('list').replaceChildren();
  byId('sessions').replaceChildren();
  for (const form of document.forms) {
    form.reset();
    clearFieldErrors(form);
  }
  showProblem('');
  showStatus('');
}

function become(next) {
  session.leaving.abort();
  session = { ...next, leaving: new AbortController() };
  showSession();
}

function enter(next) {
  become(next);
  return attempt(async () => {
    byId('list').replaceChildren(...(await callTasks('GET', '')).map(rowOf));
    showEmpty();
    byId('new-title').focus();
  });
}

function leave() {
  become({});
  byId('sign-in-email').focus();
}

// Hashing a password takes some time, and longer if other users are waiting too.
function send(path, form, more = {}) {
  showStatus('One moment…');
  return call('POST', path, { ...Object.fromEntries(new FormData(form)), ...more });
}

// The device tokens by email address. They are kept after a sign-out, so that wrong passwords of others do not
// count against this page.
const deviceTokens = new Map();

async function enterWith(path, form, more) {
  const answer = await send(path, form, more);
  if (answer === null) {
    showStatus('A mail is on its way. Open its link, and then sign in.');
    return;
  }
  const { access_token: token, refresh_token: refreshToken, user } = answer;
  deviceTokens.set(user.email.toLowerCase(), answer.device_token);
  await enter({ token, refreshToken, userId: user.user_id, email: user.email });
}

onSubmit(byId('sign-in-form'), (form) => enterWith('api/auth/login', form,
  { device_token: deviceTokens.get(byId('sign-in-email').value.trim().toLowerCase()) }));

onSubmit(byId('sign-up-form'), (form) => enterWith('api/auth/signup', form));

onSubmit(byId('token-form'), async () => {
  const token = byId('token').value.trim().replace(/^Bearer\s+/i, '');
  const userId = userIdOf(token);
  byId('token').value = '';
  if (userId === null) {
    throw new Error('This is not an access token with a user id.');
  }
  await enter({ token, userId });
});

// The tokens are forgotten immediately, without waiting for the server.
byId('leave').addEventListener('click', async () => {
  const { email, token, refreshToken } = session;
  const told = email && request('POST', 'api/auth/logout', { refresh_token: refreshToken }, token,
    AbortSignal.timeout(10_000));
  leave();
  try {
    await told;
  } catch (error) {
    if (error.status !== 401 && !session.token) {
      showProblem('You are signed out here, but the server could not be reached to end the session.');
    }
  }
});

onSubmit(byId('password-form'), async (form) => {
  await send('api/auth/password', form);
  form.reset();
  byId('password-details').open = byId('sessions-details').open = false;
  byId('password-summary').focus();
  showStatus('The password was changed. You are signed out everywhere else.');
});

byId('sessions-details').addEventListener('toggle', (event) => event.target.open && attempt(showSessions));

byId('end-all').addEventListener('click', () => attempt(async () => {
  await callFresh('DELETE', 'api/auth/sessions');
  leave();
  showStatus('You are signed out everywhere.');
}));

byId('confirm-form').addEventListener('submit', (event) => {
  event.preventDefault();
  byId('confirm-dialog').close('confirm');
});

byId('confirm-cancel').addEventListener('click', () => byId('confirm-dialog').close(''));

onSubmit(byId('email-form'), async (form) => {
  await callFresh('POST', 'api/auth/email', Object.fromEntries(new FormData(form)));
  form.reset();
  byId('account-details').open = false;
  byId('account-summary').focus();
  showStatus('A link was sent to the new address. The address is changed when you open it.');
});

byId('delete-account').addEventListener('click', () => attempt(async () => {
  await callFresh('DELETE', 'api/auth/me');
  leave();
  showStatus('Your account was deleted.');
}));

onSubmit(byId('add-form'), async (form) => {
  const task = await callTasks('POST', '', { title: byId('new-title').value });
  byId('list').append(rowOf(task));
  form.reset();
  showEmpty();
  showStatus(`Added ${task.title}.`);
});
