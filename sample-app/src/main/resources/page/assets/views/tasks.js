// The page with the tasks of one user.

import { busyWhile, field, h, spoken } from '../dom.js';
import { form } from '../forms.js';
import { auth, hasAccounts, ownDrafts, paste, tasksOf } from '../session.js';
import { explain } from '../text.js';

const titleField = (properties) => field({ name: 'title', required: true, maxLength: 200, autocomplete: 'off', ...properties });

// A line with one field and a button.
function lineForm(options) {
  const element = form(options);
  const line = h('div', { className: 'line' }, ...element.querySelectorAll('.field, .actions'));
  element.prepend(line);
  return element;
}

function taskRow({ say, complain, drafts }, address, task, onDeleted) {
  const row = h('li');
  const path = `${address}/${encodeURIComponent(task.id)}`;
  const draft = `task ${task.id}`;

  // Shows the change at once, and takes it back if the server refuses it.
  async function update(change) {
    const before = task;
    task = { ...task, ...change };
    try {
      task = await auth.json(path, { method: 'PATCH', body: change });
    } catch (error) {
      task = before;
      throw error;
    } finally {
      row.querySelector('.check') && view();
    }
  }

  async function toggle({ target }) {
    const completed = target.checked;
    target.disabled = true;
    try {
      await update({ completed });
      say(`${task.title}: ${completed ? 'done' : 'to do'}.`);
    } catch (error) {
      complain(error);
    }
    row.querySelector('[type=checkbox]')?.focus();
  }

  function edit() {
    const element = lineForm({
      className: 'grow',
      fields: [titleField({
        label: spoken('New title'),
        value: drafts.get(draft) ?? task.title,
        oninput: ({ target }) => drafts.keep(draft, target.value),
      })],
      action: 'Save',
      more: h('button', { type: 'button', className: 'quiet', onclick: () => cancel() }, 'Cancel'),
      async submit({ title }) {
        await update({ title });
        drafts.keep(draft);
        view();
        row.querySelector('.rename').focus();
        say(`Renamed to ${task.title}.`);
      },
    });
    function cancel() {
      drafts.keep(draft);
      view();
      row.querySelector('.rename').focus();
    }
    element.addEventListener('keydown', (event) => event.key === 'Escape' && cancel());
    row.replaceChildren(element);
    return element.querySelector('input');
  }

  function view() {
    row.replaceChildren(
      h('label', { className: 'check grow' },
        h('input', { type: 'checkbox', checked: task.completed, onchange: toggle }), h('span', {}, task.title)),
      h('div', { className: 'buttons' },
        h('button', { type: 'button', className: 'quiet rename', onclick: () => edit().select() },
          'Rename', spoken(` ${task.title}`)),
        h('button', { type: 'button', className: 'quiet delete', onclick: ({ currentTarget }) => busyWhile(currentTarget, remove) },
          'Delete', spoken(` ${task.title}`))));
  }

  async function remove() {
    try {
      await auth.json(path, { method: 'DELETE' }).catch((error) => {
        // A task that is gone already is not an error.
        if (error.status !== 404) {
          throw error;
        }
      });
      onDeleted(row, task);
    } catch (error) {
      complain(error);
    }
  }

  if (drafts.get(draft) === undefined) {
    view();
  } else {
    edit();
  }
  return row;
}

function list(page, address, tasks) {
  const { say, drafts } = page;
  const rows = h('ul', { className: 'list' });
  const empty = h('p', { className: 'empty' }, 'Nothing to do. Add your first task above.');
  const count = h('p', { className: 'muted' });

  function onDeleted(row, task) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    showCount();
    (next?.querySelector('.delete') ?? add.querySelector('input')).focus();
    say(`Deleted ${task.title}.`);
  }

  function showCount() {
    const { length } = rows.children;
    empty.hidden = length > 0;
    count.textContent = length === 0 ? '' : `${length} task${length === 1 ? '' : 's'}`;
  }

  const add = lineForm({
    fields: [titleField({
      label: 'New task',
      value: drafts.get('new task') ?? '',
      isFirst: true,
      oninput: ({ target }) => drafts.keep('new task', target.value),
    })],
    action: 'Add',
    async submit({ title }) {
      const task = await auth.json(address, { body: { title } });
      rows.append(taskRow(page, address, task, onDeleted));
      showCount();
      const input = add.querySelector('input');
      if (input.value === title) {
        input.value = '';
        drafts.keep('new task');
      }
      input.focus();
      say(`Added ${task.title}.`);
    },
  });
  rows.append(...tasks.map((task) => taskRow(page, address, task, onDeleted)));
  showCount();
  return h('div', { className: 'card' }, add, rows, empty, count);
}

function pasteView() {
  return h('div', { className: 'narrow' },
    h('h1', { tabIndex: -1 }, 'Your tasks'),
    h('p', { className: 'lead' }, 'This service has no accounts of its own. It accepts the access tokens of Better Auth.'),
    h('div', { className: 'card' }, form({
      fields: [field({
        label: 'Access token', name: 'token', required: true, rows: 5, spellcheck: false, autocomplete: 'off', isFirst: true,
        hint: h('p', { className: 'muted small' },
          'Log in at the application with Better Auth, and copy the token from its address ',
          h('code', {}, '/api/auth/token'), '. The token stays in the memory of this page.'),
      })],
      action: 'Use the token',
      submit: ({ token }) => paste(token),
    })));
}

export function tasksView(context) {
  const { userId: pathUserId, isCurrent, say, complain } = context;
  if (!auth.user && !hasAccounts) {
    return pasteView();
  }
  const page = { say, complain, drafts: ownDrafts() };
  const userId = pathUserId || auth.user.user_id;
  const heading = h('h1', { tabIndex: -1 }, 'Your tasks');
  const content = h('div', { 'aria-busy': 'true', className: 'muted' }, ' Loading…');
  const view = h('div', {}, heading, content);

  function showRefusal(error) {
    if (error.code === 'not_owner') {
      heading.textContent = 'Not yours';
      document.title = 'Not yours · Tasks';
      content.replaceWith(h('div', { className: 'card' },
        h('p', {}, 'These tasks belong to another user. The server has refused the request with ', h('strong', {}, '403'),
          ' and the code ', h('code', {}, 'not_owner'), '.'),
        h('p', {}, h('a', { href: 'tasks' }, 'Your own tasks'))));
    } else {
      const tryAgain = () => view.replaceWith(tasksView(context));
      content.replaceWith(h('div', { className: 'card' }, h('p', { role: 'alert' }, explain(error)),
        h('button', { type: 'button', className: 'primary', onclick: tryAgain }, 'Try again')));
    }
  }

  auth.json(tasksOf(userId)).then((tasks) => {
    if (isCurrent()) {
      content.replaceWith(list(page, tasksOf(userId), tasks));
      view.querySelector('[data-first]').focus({ preventScroll: true });
    }
  }, (error) => isCurrent() && auth.user && showRefusal(error));
  return view;
}
