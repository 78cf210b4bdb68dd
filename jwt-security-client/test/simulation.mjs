// A simulated browser with tabs, a simulated service, and a simulated time, in which no test waits.

import assert from 'node:assert/strict';
import { createBetterAuthClient, createClient } from '../jwt-security-client.js';

export const PAGE = 'https://app.example';
export const PASSWORD = 'Correct-horse-1';
export const REFRESH = 'POST /api/auth/refresh';
export const LOGOUT = 'POST /api/auth/logout';
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const REUSE_GRACE = 10 * SECOND;

const hasWork = () => new Promise(setImmediate);

// Lets everything happen that happens without the time passing.
export async function quiet() {
  for (let i = 0; i < 50; i++) {
    await hasWork();
  }
}

export async function until(condition) {
  for (let i = 0; !condition(); i++) {
    assert.ok(i < 100_000, `never true: ${condition}`);
    await hasWork();
  }
}

// Lets the time pass until a promise is settled.
export async function settled(promise) {
  let isSettled = false;
  promise.catch(() => {}).then(() => {
    isSettled = true;
  });
  while (!isSettled) {
    await time.pass(SECOND);
  }
}

export function later() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}

// The time at the server, the clock of the machine with the browsers, and the timer of their pages, which stops in sleep.
class Time {
  server = 0;
  clock = 1_800_000_000_000;
  timer = 0;
  waiting = new Set();

  constructor() {
    Date.now = () => this.clock;
    performance.now = () => this.timer;
    globalThis.setTimeout = (task, delay) => {
      this.waiting.add({ task, due: this.timer + delay });
    };
    AbortSignal.timeout = (delay) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('too slow', 'TimeoutError')), delay);
      return controller.signal;
    };
  }

  async pass(duration) {
    await quiet();
    this.server += duration;
    this.clock += duration;
    this.timer += duration;
    for (const entry of this.waiting) {
      if (entry.due <= this.timer) {
        this.waiting.delete(entry);
        entry.task();
      }
    }
    await quiet();
  }

  sleep(duration) {
    this.server += duration;
    this.clock += duration;
  }

  setClock(difference) {
    this.clock += difference;
  }
}

export const time = new Time();

export const problem = (status, code, headers = {}) =>
  Response.json({ status, code, detail: `This is ${code}.` }, { status, headers });

// A service with one kind of cookies: `refresh-only`, or `all` with the access token in a cookie, too.
export class Server {
  users = [];
  sessions = [];
  tokens = new Map();
  sent = [];
  requests = [];
  counter = 0;
  lifetime = 15 * MINUTE;
  needsVerification = false;

  constructor(cookies = 'refresh-only') {
    this.cookies = cookies;
  }

  count(line) {
    return this.sent.filter((sent) => sent === line).length;
  }

  addUser(email) {
    const user = {
      user_id: `user-${++this.counter}`,
      email,
      email_verified: false,
      created_at: '2026-11-21T08:15:30Z',
      last_login_at: null,
    };
    this.users.push(user);
    return user;
  }

  endAll() {
    this.sessions = [];
  }

  // Returns the response, and the changes of the browser's cookies.
  async handle(request, jar) {
    const { pathname, search } = new URL(request.url);
    const line = `${request.method} ${pathname}${search}`;
    const text = await request.text();
    const body = text ? JSON.parse(text) : undefined;
    this.sent.push(line);
    this.requests.push({ line, body, headers: request.headers, credentials: request.credentials, cache: request.cache });
    switch (line) {
      case 'POST /api/auth/signup':
        return this.needsVerification ? [new Response(null, { status: 202 })]
          : this.begin(this.addUser(body.email), 201, body.delivery);
      case 'POST /api/auth/login': {
        const user = this.users.find(({ email }) => email === body.email);
        return user && body.password === PASSWORD ? this.begin(user, 200, body.delivery)
          : [problem(401, 'invalid_credentials')];
      }
      case REFRESH:
        return this.refresh(request, body, jar);
      case LOGOUT:
        return this.logOut(request, body, jar);
      default:
        return this.serve(request, line, body, jar);
    }
  }

  begin(user, status, delivery) {
    const session = { id: ++this.counter, user };
    this.sessions.push(session);
    this.rotate(session);
    return this.deliver(session, status, delivery, delivery === 'body' ? { device_token: `device-${user.user_id}` } : {});
  }

  rotate(session) {
    session.previous = session.refreshToken;
    session.rotated = time.server;
    session.refreshToken = `refresh-${session.id}-${String(++this.counter).padStart(9, '0')}`;
  }

  deliver(session, status, delivery, more = {}) {
    const token = `access-${++this.counter}`;
    this.tokens.set(token, { session, expires: time.server + this.lifetime });
    const answer = { token_type: 'Bearer', expires_in: this.lifetime / SECOND, user: session.user, ...more };
    if (delivery === 'body') {
      return [Response.json({ ...answer, access_token: token, refresh_token: session.refreshToken }, { status })];
    }
    const isAll = this.cookies === 'all';
    const response = Response.json(isAll ? answer : { ...answer, access_token: token }, { status });
    response.headers.set('X-XSRF-TOKEN', `csrf-${session.id}-${++this.counter}`);
    return [response, { refresh: session.refreshToken, access: isAll ? token : undefined }];
  }

  isAllowed(request, session) {
    return (request.headers.get('X-XSRF-TOKEN') ?? '').startsWith(`csrf-${session.id}-`);
  }

  sessionOf(token) {
    return token && this.sessions.find(({ refreshToken, previous }) => token === refreshToken || token === previous);
  }

  refresh(request, body, jar) {
    const token = body?.refresh_token ?? jar.refresh;
    const session = this.sessionOf(token);
    if (session && !body && !this.isAllowed(request, session)) {
      return [problem(403, 'csrf')];
    }
    if (!session || (token === session.previous && time.server - session.rotated > REUSE_GRACE)) {
      this.sessions = this.sessions.filter((other) => other !== session);
      return [problem(401, 'invalid_refresh_token')];
    }
    if (token === session.refreshToken) {
      this.rotate(session);
    }
    return this.deliver(session, 200, body ? 'body' : 'cookie');
  }

  logOut(request, body, jar) {
    const session = this.sessionOf(body?.refresh_token ?? jar.refresh);
    const cleared = { refresh: undefined, access: undefined };
    if (session && !body && !this.isAllowed(request, session)) {
      return [problem(403, 'csrf'), cleared];
    }
    this.sessions = this.sessions.filter((other) => other !== session);
    return [session ? new Response(null, { status: 204 }) : problem(401, 'token_missing'), cleared];
  }

  // Serves a request for which a token is needed, except those for paths with `open`.
  serve(request, line, body, jar) {
    const header = request.headers.get('Authorization')?.replace('Bearer ', '');
    const token = this.tokens.get(header ?? jar.access);
    if (line.includes('open')) {
      return [Response.json({ open: true })];
    }
    if (!header && !jar.access) {
      return [problem(401, 'token_missing')];
    }
    if (!token || !this.sessions.includes(token.session)) {
      return [problem(401, 'token_invalid')];
    }
    if (token.expires <= time.server) {
      return [problem(401, header ? 'token_expired' : 'token_missing')];
    }
    if (!header && request.method !== 'GET' && !this.isAllowed(request, token.session)) {
      return [problem(403, 'csrf')];
    }
    const { user } = token.session;
    switch (line) {
      case 'GET /api/auth/me':
        return [Response.json(user)];
      case 'GET /api/auth/sessions':
        return [Response.json({ sessions: [{ id: '1', current: true }] })];
      case 'DELETE /api/auth/me':
      case 'DELETE /api/auth/sessions':
        this.sessions = this.sessions.filter((session) => session.user !== user);
        return [new Response(null, { status: 204 })];
      default:
        return [Response.json({ user: user.user_id, body: body ?? null })];
    }
  }
}

// A simulated browser, with the state that its tabs share.
export class Browser {
  jar = {};
  texts = new Map();
  locks = new Map();
  tabs = new Set();
  isOffline = false;
  losesMessages = false;

  hasSlowStorage = false;
  handlers = [];

  constructor(server, page = PAGE) {
    this.server = server;
    this.page = page;
  }

  // Replaces the response to the next request of this kind. The handler can pass the request to the server.
  onNext(line, handler) {
    this.handlers.push({ line, handler });
  }

  // Delays the response to the next request of this kind. `started` resolves when the server has responded.
  delayNext(line, respond = (request, next) => next()) {
    const started = later();
    const finished = later();
    this.onNext(line, async (request, next) => {
      const response = await respond(request, next);
      started.resolve();
      await finished.promise;
      return response;
    });
    return { started: started.promise, finish: finished.resolve };
  }

  async fetch(tab, request) {
    request.signal.throwIfAborted();
    const line = `${request.method} ${new URL(request.url).pathname}`;
    const next = () => this.connect(request);
    const index = this.handlers.findIndex((entry) => entry.line === line);
    const [{ handler } = { handler: next }] = index < 0 ? [] : this.handlers.splice(index, 1);
    const response = await handler(request, next);
    await tab.whileOpen();
    return response;
  }

  async connect(request) {
    if (this.isOffline) {
      throw new TypeError('fetch failed');
    }
    const isSent = request.credentials === 'include'
      || (request.credentials === 'same-origin' && new URL(request.url).origin === this.page);
    const [response, cookies] = await this.server.handle(request, isSent ? this.jar : {});
    if (isSent) {
      Object.assign(this.jar, cookies);
    }
    return response;
  }

  open(features) {
    return new Tab(this, features);
  }

  // Opens a tab with a client of the account endpoints.
  client(options, features) {
    return this.open(features).client(options);
  }

  async goOnline() {
    this.isOffline = false;
    this.tabs.forEach((tab) => tab.online?.());
    await quiet();
  }

  // Shows all changes of the storage to all tabs.
  async showStorage() {
    this.hasSlowStorage = false;
    this.tabs.forEach((tab) => {
      tab.seen = undefined;
      tab.stored?.({});
    });
    await quiet();
  }
}

export class Tab {
  isHidden = false;
  isFrozen = false;
  isOpen = true;
  changes = [];
  closed = later();

  constructor(browser, { hasLocks = true, hasChannel = true, hasStorage = true, isBrowser = true, page = browser.page } = {}) {
    this.browser = browser;
    browser.tabs.add(this);
    const tab = this;
    const never = { value: undefined };
    this.globals = {
      document: isBrowser ? {
        value: {
          baseURI: `${page}/notes`,
          get hidden() {
            return tab.isHidden;
          },
          addEventListener(type, listener) {
            assert.equal(type, 'visibilitychange');
            tab.visibilityChanged = listener;
          },
        },
      } : never,
      location: isBrowser ? { value: { href: `${page}/notes`, toString: () => `${page}/notes` } } : never,
      navigator: isBrowser ? { value: hasLocks ? { locks: { request: (name, task) => this.lock(name, task) } } : {} } : never,
      BroadcastChannel: !hasChannel ? never : { value: isBrowser ? this.channelType() : BroadcastChannel },
      addEventListener: isBrowser ? {
        value(type, listener) {
          assert.match(type, /^(online|storage)$/);
          tab[type === 'online' ? 'online' : 'stored'] = listener;
        },
      } : never,
      localStorage: hasStorage ? { value: this.storage() } : {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      },
    };
  }

  // Never resolves after the tab was closed.
  whileOpen() {
    return this.isOpen ? undefined : new Promise(() => {});
  }

  close() {
    this.isOpen = false;
    this.online = undefined;
    this.stored = undefined;
    this.browser.tabs.delete(this);
    this.closed.resolve();
  }

  lock(name, task) {
    const { locks } = this.browser;
    const run = async () => {
      await this.whileOpen();
      return task();
    };
    const turn = (locks.get(name) ?? Promise.resolve()).then(run);
    locks.set(name, Promise.race([turn, this.closed.promise]).catch(() => {}));
    return turn;
  }

  channelType() {
    const tab = this;
    return class {
      constructor(name) {
        tab.channelName = name;
        tab.channel = this;
      }

      postMessage(message) {
        const data = structuredClone(message);
        const others = [...tab.browser.tabs].filter((other) => other !== tab && other.channelName === tab.channelName);
        if (!tab.browser.losesMessages) {
          others.forEach((other) => setImmediate(() => other.isFrozen || other.channel.onmessage({ data })));
        }
      }
    };
  }

  // While the storage is slow, a tab does not see changes of the others.
  storage() {
    const { browser } = this;
    return {
      getItem: (key) => (this.seen ?? browser.texts).get(key) ?? null,
      setItem: (key, value) => {
        const others = [...browser.tabs].filter((other) => other !== this);
        if (browser.hasSlowStorage) {
          others.forEach((other) => {
            other.seen ??= new Map(browser.texts);
          });
        }
        browser.texts.set(key, String(value));
        this.seen?.set(key, String(value));
        if (!browser.hasSlowStorage) {
          others.forEach((other) => setImmediate(() => other.stored?.({ key })));
        }
      },
    };
  }

  // Calls a function with the globals of the tab.
  run(create) {
    const names = Object.keys(this.globals);
    const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
    names.forEach((name) => Object.defineProperty(globalThis, name, { ...this.globals[name], configurable: true }));
    try {
      return create();
    } finally {
      names.forEach((name, i) => (before[i] ? Object.defineProperty(globalThis, name, before[i]) : delete globalThis[name]));
    }
  }

  create(type, options) {
    const client = this.run(() => type({ fetch: (request) => this.browser.fetch(this, request), ...options }));
    client.onChange((change) => this.changes.push(change));
    client.tab = this;
    return client;
  }

  client(options) {
    return this.create(createClient, options);
  }

  betterAuthClient(options) {
    return this.create(createBetterAuthClient, { url: 'https://auth.example/api/auth', ...options });
  }

  async hide() {
    this.isHidden = true;
    this.visibilityChanged();
    await quiet();
  }

  async show() {
    this.isHidden = false;
    this.visibilityChanged();
    await quiet();
  }

  get reasons() {
    return this.changes.map(({ reason }) => reason);
  }
}

export const NOTES = `${PAGE}/api/notes`;

// Creates a service, a browser, and a client in it whose user has just signed up.
export async function signedUp({ cookies, options, features } = {}) {
  const server = new Server(cookies);
  const browser = new Browser(server);
  const client = browser.client(options, features);
  const user = await client.signUp({ email: 'alice@example.com', password: PASSWORD });
  await quiet();
  client.tab.changes = [];
  server.sent = [];
  server.requests = [];
  return { server, browser, client, user };
}

// Opens more tabs, which get the token from the server, one after the other.
export async function restored(browser, count, features) {
  const clients = [];
  for (let i = 0; i < count; i++) {
    const client = browser.client({}, features);
    await client.restore();
    await quiet();
    client.tab.changes = [];
    clients.push(client);
  }
  browser.server.sent = [];
  browser.server.requests = [];
  return clients;
}

export const statuses = (responses) => responses.map(({ status }) => status);

export const offline = async () => {
  throw new TypeError('fetch failed');
};

// A request that hangs until the page gives up.
export const hang = (request) => new Promise((_, reject) => {
  request.signal.addEventListener('abort', () => reject(request.signal.reason));
});
