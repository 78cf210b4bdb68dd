// The session of the user, and a record of the requests of this page.

import { createBetterAuthClient, createClient } from './jwt-security-client.js';
import { withoutToken } from './text.js';

export const hasAccounts = document.body.dataset.mode === 'accounts';

export const traffic = [];
const watchers = new Set();

export function watchTraffic(watcher) {
  watchers.add(watcher);
}

export function clearTraffic() {
  traffic.length = 0;
  watchers.forEach((watcher) => watcher());
}

function record(entry) {
  traffic.unshift(entry);
  traffic.length = Math.min(traffic.length, 20);
  watchers.forEach((watcher) => watcher());
}

// Sends a request and records it, without its body, which may contain a password.
export async function send(request) {
  const start = performance.now();
  const { pathname } = new URL(request.url);
  const authorization = withoutToken(request.headers.get('Authorization') ?? '');
  const owner = auth.user?.user_id;

  function recordOutcome(status) {
    // A response that comes after a logout is not for the next user to see.
    if (auth.user?.user_id === owner) {
      record({ method: request.method, path: pathname, authorization, status, duration: Math.round(performance.now() - start) });
    }
  }

  try {
    const response = await fetch(request);
    recordOutcome(response.status);
    return response;
  } catch (error) {
    recordOutcome('no response');
    throw error;
  }
}

// Without accounts, the user pastes a token of the issuer, which is kept in memory only.
let pasted = null;

// The client requests the pasted token as if from Better Auth. The address of this request is never called.
async function sendWithPasted(request) {
  if (new URL(request.url).pathname.endsWith('/pasted/token')) {
    return pasted ? Response.json({ token: pasted }) : new Response(null, { status: 401 });
  }
  const response = await send(request);
  if (response.status === 401 && request.headers.has('Authorization')) {
    pasted = null;
  }
  return response;
}

export const auth = hasAccounts ? createClient({ url: 'api/auth', fetch: send })
  : createBetterAuthClient({ url: 'pasted', fetch: sendWithPasted });

// Uses a token. Rejects if it is not a token with a user id.
export async function paste(text) {
  const token = text.trim().replace(/^Bearer\s+/i, '');
  pasted = token;
  try {
    await auth.refresh();
  } catch {
    pasted = null;
  }
  if (!auth.user?.user_id) {
    await forget();
    throw new Error('This is not an access token with a user id.');
  }
}

export async function forget() {
  pasted = null;
  await auth.signedOut();
}

export const tasksOf = (userId) => `api/${encodeURIComponent(userId)}/tasks`;

// The typed texts, by user and field. A text is kept until it is sent, even if the session ends meanwhile.
const drafts = new Map();

// Returns the typed texts of the user who is logged in now.
export function ownDrafts() {
  const userId = auth.user?.user_id;
  const keyOf = (field) => `${userId} ${field}`;
  return {
    get: (field) => drafts.get(keyOf(field)),
    keep(field, text) {
      if (text) {
        drafts.set(keyOf(field), text);
      } else {
        drafts.delete(keyOf(field));
      }
    },
  };
}
