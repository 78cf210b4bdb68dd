'use strict';

const byId = (id) => document.getElementById(id);

// The one place where the token is. It ends with the page.
let session = null;

// Decoded for the path and for display alone: the server verifies the token.
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

async function api(method, path, body) {
  const { token, userId, leaving } = session;
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(`api/${encodeURIComponent(userId)}/tasks${path}`, {
    method, headers, body: body && JSON.stringify(body), cache: 'no-store', signal: leaving.signal,
  });
  if (!response.ok) {
    throw Object.assign(new Error(await problemOf(response)), { status: response.status });
  }
  return response.status === 204 ? null : response.json();
}

async function problemOf(response) {
  const problem = await response.json().catch(() => ({}));
  const errors = (problem.errors ?? []).map(({ field, message }) => `${field} ${message}.`);
  return [problem.detail ?? `The server answered ${response.status}.`, ...errors].join(' ');
}

function showProblem(text) {
  byId('problem').textContent = text;
}

function showStatus(text) {
  byId('status').textContent = text;
}

// Runs what the user asked for, and says what went wrong. A token that is refused is of no
// use any more, and an answer that comes after it was forgotten is of no interest.
async function attempt(action) {
  const { leaving } = session;
  showProblem('');
  showStatus('');
  try {
    await action();
  } catch (error) {
    if (leaving.signal.aborted) {
      return;
    }
    if (error.status === 401) {
      leave();
    }
    showProblem(error instanceof TypeError ? 'The server cannot be reached.' : error.message);
  }
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
    show(await api('PATCH', path, { completed }));
    showStatus(`${task.title}: ${task.completed ? 'done' : 'to do'}.`);
  }));
  find('.rename').addEventListener('click', () => edit(true));
  find('.cancel').addEventListener('click', () => edit(false));
  find('.edit').addEventListener('keydown', (event) => event.key === 'Escape' && edit(false));
  find('.edit').addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      show(await api('PATCH', path, { title: title.value }));
      edit(false);
      showStatus(`Renamed to ${task.title}.`);
    });
  });
  find('.delete').addEventListener('click', () => attempt(async () => {
    await api('DELETE', path);
    row.remove();
    showEmpty();
    byId('tasks-heading').focus();
    showStatus(`Deleted ${task.title}.`);
  }));

  show(task);
  return row;
}

function showSession() {
  byId('user-id').textContent = session?.userId ?? '';
  byId('user').hidden = byId('tasks').hidden = !session;
  byId('token-form').hidden = Boolean(session);
  byId('list').replaceChildren();
  showProblem('');
  showStatus('');
}

function leave() {
  session?.leaving.abort();
  session = null;
  showSession();
  byId('token').focus();
}

byId('leave').addEventListener('click', leave);

byId('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const token = byId('token').value.trim().replace(/^Bearer\s+/i, '');
  const userId = userIdOf(token);
  byId('token').value = '';
  if (userId === null) {
    showProblem('This is not an access token with a user id.');
    return;
  }
  session = { token, userId, leaving: new AbortController() };
  showSession();
  attempt(async () => {
    byId('list').replaceChildren(...(await api('GET', '')).map(rowOf));
    showEmpty();
    byId('new-title').focus();
  });
});

byId('add-form').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const task = await api('POST', '', { title: byId('new-title').value });
    byId('list').append(rowOf(task));
    byId('add-form').reset();
    showEmpty();
    showStatus(`Added ${task.title}.`);
  });
});
