// The page that shows what the service does.

import { busyWhile, h } from '../dom.js';
import { ProblemError } from '../jwt-security-client.js';
import { auth, hasAccounts, send, tasksOf, traffic } from '../session.js';
import { explain } from '../text.js';

const steps = [
  { expected: 200, title: 'Your own path', text: 'The token is valid, and the path contains the id of its user.', own: true },
  { expected: 401, title: 'No token', text: 'The same path, but nobody has logged in.', own: true, isOpen: true },
  { expected: 403, title: "Somebody else's path", text: 'The token is valid, but the path contains the id of another user.' },
];

const curl = (url, authorization) => `curl ${url}${authorization ? ` \\\n  -H 'Authorization: ${authorization}'` : ''}`;

// Creates a temporary account, which is deleted after the demonstration. Its token stays here, so the session of the browser
// is not affected.
async function temporaryAccount() {
  const random = () => crypto.getRandomValues(new Uint32Array(2)).join('');
  const password = `Demo-${random()}-x`;
  const json = (method, body) => ({ method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const response = await send(new Request('api/auth/signup',
    json('POST', { email: `demo-${random()}@example.com`, password, delivery: 'body' })));
  if (response.status === 202) {
    throw new Error('This service requires a confirmed address. Log in first, and then try again. '
      + 'The temporary account is deleted later.');
  }
  const body = await response.json();
  if (!response.ok) {
    throw new ProblemError(response, body);
  }
  const { access_token: token, user } = body;
  function authorizedFetch(input, init) {
    const request = new Request(input, init);
    request.headers.set('Authorization', `Bearer ${token}`);
    return send(request);
  }
  const end = () => authorizedFetch('api/auth/me', json('DELETE', { current_password: password }));
  return { user, fetch: authorizedFetch, end };
}

function responseCard({ expected, title, text }) {
  const badge = h('span', { className: 'badge' }, String(expected));
  const request = h('pre', { hidden: true });
  const answer = h('pre', { hidden: true });
  return {
    element: h('section', { className: 'card response' },
      h('h3', {}, badge, title), h('p', { className: 'muted' }, text), request, answer),
    show(status, command, body) {
      badge.textContent = String(status);
      badge.className = `badge ${status === 200 ? 'good' : 'bad'}`;
      request.textContent = command;
      answer.textContent = body;
      request.hidden = answer.hidden = false;
    },
  };
}

// Sends one request, and resolves to its status, its command and its body.
async function run({ own, isOpen }, client) {
  const path = tasksOf(own ? client.user?.user_id ?? 'somebody' : 'somebody-else');
  const request = new Request(path, { cache: 'no-store' });
  const response = await (isOpen ? send(request) : client.fetch(request));
  const { authorization } = traffic.find((entry) => request.url.endsWith(entry.path));
  return [response.status, curl(request.url, authorization), JSON.stringify(await response.json(), null, 2)];
}

export function startView() {
  const cards = steps.map(responseCard);
  const problem = h('p', { className: 'problem', role: 'alert' });
  const status = h('p', { className: 'spoken', role: 'status' });
  const action = h('button', {
    type: 'button',
    className: 'primary',
    id: 'demonstrate',
    onclick: () => busyWhile(action, demonstrate),
  }, 'Send the three requests');

  async function demonstrate() {
    problem.textContent = '';
    let temporary = null;
    try {
      if (!auth.user && hasAccounts) {
        temporary = await temporaryAccount();
      }
      const client = temporary ?? auth;
      for (const [index, step] of steps.entries()) {
        if (step.isOpen || client.user) {
          cards[index].show(...await run(step, client));
        }
      }
      if (client.user) {
        status.textContent = 'The three responses are shown.';
      } else {
        problem.textContent = 'To see the other two responses, paste an access token on the page with the tasks.';
      }
    } catch (error) {
      problem.textContent = explain(error);
    } finally {
      await temporary?.end().catch(() => {});
    }
  }

  return h('div', {},
    h('h1', { tabIndex: -1 }, 'Everybody sees their own tasks, and nobody else’s'),
    h('p', { className: 'lead' }, 'This is a Spring Boot service with jwt-security-starter. It verifies the token of each request, '
      + 'and refuses a path that belongs to another user.'),
    h('div', { className: 'actions' }, action,
      h('a', { className: 'button', href: 'tasks' }, hasAccounts ? 'Go to your tasks' : 'Paste a token')),
    h('p', { className: 'muted small' }, hasAccounts
      ? 'If you are not logged in, the requests use a temporary account, which is deleted afterwards.'
      : 'The accounts of this service are those of Better Auth.'),
    problem, status, ...cards.map(({ element }) => element));
}
