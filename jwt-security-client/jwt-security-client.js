// A client for pages and apps whose service uses jwt-security-starter. docs/front-end.md describes it.

// A refresh whose response is lost is repeated within sessions.reuse-grace, which is 10 seconds by default.
const REFRESH_TIMEOUT = 4000;
const MESSAGE_TIMEOUT = 1000;
const RENEWAL = 5 * 60 * 1000;
const CSRF_HEADER = 'X-XSRF-TOKEN';
const RESTORED = 'restored';
const LOGOUT = 'logout';

const ignore = () => {};

export class ProblemError extends Error {
  constructor(response, problem) {
    super(problem.detail ?? `HTTP ${response.status}`);
    this.status = response.status;
    this.code = problem.code;
    this.errors = problem.errors ?? [];
    this.retryAfter = secondsOf(response);
  }
}

const secondsOf = (response) => Number(response.headers.get('Retry-After')) || 0;

// The clock can be changed, and the timer may stop while the machine sleeps. The elapsed time is the larger of the two.
const startTimer = (passed = 0) => [Date.now() - passed, performance.now() - passed];
const elapsed = ([date, timer]) => Math.max(Date.now() - date, performance.now() - timer);

async function problemOf(response) {
  return new ProblemError(response, await response.clone().json().catch(ignore) ?? {});
}

async function jsonOf(response) {
  if (!response.ok) {
    throw await problemOf(response);
  }
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

const jsonRequest = (method, body, more) => ({
  method,
  // The type of a blob is the Content-Type, also beside headers of the caller.
  body: body && new Blob([JSON.stringify(body)], { type: 'application/json' }),
  cache: 'no-store',
  ...more,
});

// Returns the absolute address of the endpoints, the further origins that get the token, the function that sends, and the
// name of what is shared between tabs.
function connectionOf({ url = '/api/auth', origins = [], fetch: http = (request) => fetch(request) }) {
  const base = new URL(url, globalThis.document?.baseURI).href.replace(/\/$/, '');
  return [base, origins, http, `jwt-security ${base}`];
}

const memoryStorage = (items = {}) => ({
  getItem: (key) => items[key],
  setItem(key, value) {
    items[key] = value;
  },
});

function browserStorage() {
  try {
    return localStorage;
  } catch {
    // This is no browser, or the user does not allow the page to store anything.
  }
}

// Manages one access token for all calls of a page, and shares it with the other tabs of the browser.
//
// `mark` resolves to a text that changes with the session and with each refresh in any tab. It is undefined if there is no
// session, and empty if that is unknown. `keep` stores the secret of a session. `obtain` resolves to a user, a grant and a
// secret, or to the response of a refusal.
function createSession([url, origins, http, name], mark, keep, obtain) {
  const { BroadcastChannel, document, location, navigator } = globalThis;
  const trusted = [url, location, ...origins].map((address) => address && new URL(address).origin);
  const listeners = new Set();
  const channel = BroadcastChannel && new BroadcastChannel(name);
  let user;
  let grant;
  let held;
  let holdTimer;
  let renewal;
  let queue = Promise.resolve();
  let onHeard;

  function lock(task) {
    if (navigator?.locks) {
      return navigator.locks.request(name, task);
    }
    const turn = queue.then(task);
    queue = turn.catch(ignore);
    return turn;
  }

  function become(nextUser, reason, nextGrant = grant, isHeard) {
    const before = user;
    user = nextUser;
    grant = nextUser && nextGrant;
    if (!isHeard) {
      channel?.postMessage({ user, reason, grant: grant && { ...grant, timer: elapsed(grant.timer) } });
    }
    if (JSON.stringify(user) !== JSON.stringify(before)) {
      const event = { user, reason: user && user.user_id === before?.user_id ? 'updated' : reason };
      listeners.forEach((listener) => queueMicrotask(() => listener(event)));
    }
  }

  if (channel) {
    // A message may arrive before this tab sees the changed storage. The storage event, which has no data, handles it again.
    let message = {};
    const hear = async ({ data = message }) => {
      message = data;
      const { user: other, grant: theirs, reason } = data;
      if (other === null || (theirs && theirs.mark === await mark())) {
        message = {};
        become(other, reason, theirs && { ...theirs, timer: startTimer(theirs.timer) }, true);
        onHeard?.();
      }
    };
    channel.onmessage = hear;
    channel.unref?.();
    globalThis.addEventListener?.('storage', hear);
  }

  async function begin(result, reason) {
    const kept = keep(result.secret);
    become(result.user, reason, result.grant);
    await kept;
    return result.user;
  }

  const end = (reason) => begin({ user: null, secret: '' }, reason);

  // Resolves to the response if the server cannot refresh at present.
  async function exchange(before) {
    let current = await mark();
    if (channel && current !== before && grant?.mark !== current) {
      // Another tab has refreshed or logged out, and its message is on the way.
      await new Promise((resolve) => {
        onHeard = resolve;
        setTimeout(resolve, MESSAGE_TIMEOUT);
      });
      current = await mark();
    }
    if (current === undefined) {
      // The other tabs see for themselves that there is no session.
      return become(null, user ? LOGOUT : RESTORED, grant, true);
    }
    if (current !== before && grant?.mark === current) {
      return;
    }
    const known = grant;
    const result = await obtain();
    if (await mark() !== current) {
      // Meanwhile, the user has logged out, or another tab without locks has refreshed.
      return exchange(current);
    }
    if (grant !== known) {
      return;
    }
    if (result.grant) {
      await begin(result, user === undefined ? RESTORED : 'login');
    } else if (/40[13]/.test(result.status)) {
      await end(user || current ? 'ended' : RESTORED);
    } else {
      holdTimer = startTimer(-1000 * secondsOf(result));
      return (held = result);
    }
  }

  const renew = () => (renewal ??= (async () => (held && elapsed(holdTimer) < 0 ? held
    : lock(exchange.bind(null, grant ? grant.mark : await mark()))))().finally(() => {
    renewal = undefined;
  }));

  // Resolves to the response if a token is needed and the server cannot refresh at present. A token that is still valid is
  // used until the next one is there.
  async function prepare() {
    const timeLeft = grant ? grant.lifetime - elapsed(grant.timer) : 0;
    if (user === null || timeLeft > Math.min(RENEWAL, grant?.lifetime / 3)) {
      return;
    }
    const next = renew();
    if (timeLeft <= 0) {
      return next;
    }
    next.catch(ignore);
  }

  // The owner is the user for whom the page created the request.
  function send(request, owner) {
    if (owner && user && user.user_id !== owner.user_id) {
      throw TypeError('Another user');
    }
    if (grant?.token) {
      request.headers.set('Authorization', `Bearer ${grant.token}`);
    } else if (grant) {
      // The token is in a cookie, which a request to another origin includes only with these credentials.
      request = new Request(request, { credentials: 'include' });
      request.headers.set(CSRF_HEADER, grant.mark);
    }
    return http(request);
  }

  async function authorizedFetch(input, init) {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    if (!trusted.includes(origin)) {
      throw TypeError(`${origin} not in origins`);
    }
    const copy = request.clone();
    const owner = user;
    const failure = await prepare();
    if (failure) {
      return failure.clone();
    }
    const used = grant;
    const sender = user;
    const response = await send(request, owner);
    if (!used || response.status !== 401 || !/^token_/.test((await problemOf(response)).code)) {
      return response;
    }
    // The filter chain has refused the token before any handler was called, so it is safe to send the request again.
    const refusal = grant === used && await renew();
    if (refusal) {
      return refusal.clone();
    }
    return grant ? send(copy, sender) : response;
  }

  async function refresh() {
    const failure = await renew();
    if (failure) {
      throw await problemOf(failure);
    }
    return user;
  }

  // While a page is hidden or in the history, another tab may log in or out.
  document?.addEventListener('visibilitychange', async () => document.hidden || user === undefined
    || await mark() === grant?.mark || renew().catch(ignore));

  const client = {
    get user() {
      return user;
    },
    restore: async () => (user === undefined ? refresh() : user),
    refresh,
    fetch: authorizedFetch,
    json: async (input, { body, method = body ? 'POST' : undefined, ...more } = {}) =>
      jsonOf(await authorizedFetch(input, jsonRequest(method, body, more))),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return [client, end, begin, become, lock];
}

export function createClient(options = {}) {
  const connection = connectionOf(options);
  const [base, , http, key] = connection;
  const { delivery = 'cookie' } = options;
  const inCookie = delivery === 'cookie';
  const { storage = (inCookie && browserStorage()) || memoryStorage() } = options;
  const credentials = inCookie ? 'include' : 'omit';
  // The secret is the refresh token, or, if that is in a cookie, the CSRF token, which is useless without the cookie.
  const logoutKey = `${key} logout`;
  const deviceKey = `${key} device`;
  const readSecret = () => storage.getItem(key);
  const keep = (secret) => storage.setItem(key, secret);
  const markOf = (secret) => secret?.slice(inCookie ? 0 : -9) || undefined;

  // Sends a request that needs no access token.
  const sendOpen = (path, body, more) => http(new Request(base + path, jsonRequest('POST', body, { credentials, ...more })));

  // Sends a request that the secret authenticates.
  const sendSecret = (path, secret) => sendOpen(path, inCookie ? undefined : { refresh_token: secret },
    { headers: inCookie ? { [CSRF_HEADER]: secret } : {}, signal: AbortSignal.timeout?.(REFRESH_TIMEOUT) });

  async function accept(response, timer) {
    const answer = await response.json();
    const secret = inCookie ? response.headers.get(CSRF_HEADER) : answer.refresh_token;
    if (answer.device_token) {
      await storage.setItem(deviceKey, answer.device_token);
    }
    return {
      user: answer.user,
      grant: { token: answer.access_token, lifetime: answer.expires_in * 1000, timer, mark: markOf(secret) },
      secret,
    };
  }

  // Ends the session of a logout that did not reach the server.
  async function settle() {
    const secret = await storage.getItem(logoutKey);
    if (secret) {
      // A refresh that was on its way may have stored the next secret.
      await end(LOGOUT);
      const response = await sendSecret('/logout', secret);
      if (response.status > 428) {
        throw await problemOf(response);
      }
      await storage.setItem(logoutKey, '');
    }
  }

  async function obtain() {
    const secret = await readSecret();
    const attempt = async () => {
      const timer = startTimer();
      const response = await sendSecret('/refresh', secret);
      return response.ok ? accept(response, timer) : response;
    };
    return attempt().catch(attempt);
  }

  const mark = async () => markOf(await readSecret());
  const [client, end, begin, become, lock] = createSession(connection, mark, keep, obtain);

  const enter = (path, body) => lock(async () => {
    await settle();
    const timer = startTimer();
    const response = await sendOpen(path, { ...body, delivery });
    if (!response.ok || response.status === 202) {
      return jsonOf(response);
    }
    return begin(await accept(response, timer), 'login');
  });

  const call = (path, body, method) => client.json(base + path, { method, body, credentials });
  const callTo = (path, method) => (body) => call(path, body, method);

  const endWith = (path) => async (body) => {
    await call(path, body, 'DELETE');
    await end(LOGOUT);
  };

  const settleNow = () => lock(settle).catch(ignore);
  settleNow();
  globalThis.addEventListener?.('online', settleNow);

  return Object.assign(client, {
    signUp: (body) => enter('/signup', body),
    logIn: async (body) => enter('/login', { device_token: await storage.getItem(deviceKey), ...body }),
    async logOut() {
      const secret = await readSecret();
      if (secret) {
        await storage.setItem(logoutKey, secret);
      }
      await end(LOGOUT);
      return lock(settle);
    },
    async me() {
      const user = await call('/me');
      if (user.user_id === client.user?.user_id) {
        become(user, 'updated');
      }
      return user;
    },
    verifyEmail: callTo('/verify-email'),
    resendVerification: callTo('/verify-email/resend', 'POST'),
    forgotPassword: callTo('/password/forgot'),
    resetPassword: callTo('/password/reset'),
    confirmEmail: callTo('/email/confirm'),
    revertEmail: callTo('/email/revert'),
    changePassword: callTo('/password'),
    changeEmail: callTo('/email'),
    sessions: async () => (await call('/sessions')).sessions,
    endSession: (id, body) => call(`/sessions/${encodeURIComponent(id)}`, body, 'DELETE'),
    endSessions: endWith('/sessions'),
    deleteAccount: endWith('/me'),
  });
}

export function createBetterAuthClient(options = {}) {
  const connection = connectionOf(options);
  const [base, , http] = connection;

  async function obtain() {
    const timer = startTimer();
    const response = await http(new Request(`${base}/token`,
      jsonRequest('GET', undefined, { credentials: 'include' })));
    if (!response.ok) {
      return response;
    }
    const { token } = await response.json();
    // The claims are for the lifetime and for display only: the service verifies the token.
    const payload = atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(payload, (character) => character.charCodeAt());
    const { sub, email, name, iat, exp } = JSON.parse(new TextDecoder().decode(bytes));
    return { user: { user_id: sub, email, name }, grant: { token, lifetime: (exp - iat) * 1000, timer, mark: '' } };
  }

  // A script cannot read the cookie of the session, so it is unknown whether there is one.
  const [client, end] = createSession(connection, async () => '', ignore, obtain);
  return Object.assign(client, { signedOut: () => end(LOGOUT) });
}
