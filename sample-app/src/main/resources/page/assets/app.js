// The pages, their addresses, and their common parts.

import { h } from './dom.js';
import { auth, clearTraffic, forget, hasAccounts, traffic, watchTraffic } from './session.js';
import { explain } from './text.js';
import { accountView } from './views/account.js';
import { logInView, signUpView } from './views/entry.js';
import { emailView, resetView, verifyView } from './views/mail.js';
import { startView } from './views/start.js';
import { tasksView } from './views/tasks.js';

const byId = (id) => document.getElementById(id);
const main = byId('main');
const base = new URL(document.baseURI);

const routes = {
  '': { view: startView, title: 'Start' },
  tasks: { view: tasksView, title: 'Your tasks', isPrivate: true },
  ...(hasAccounts && {
    login: { view: logInView, title: 'Log in', isEntry: true },
    signup: { view: signUpView, title: 'Sign up', isEntry: true },
    account: { view: accountView, title: 'Your account', isPrivate: true },
    verify: { view: verifyView, title: 'Confirm your address', isOfLink: true },
    reset: { view: resetView, title: 'Set a new password', isOfLink: true },
    email: { view: emailView, title: 'Change of your address', isOfLink: true },
  }),
};

// The parameters of the last link, which are valid as long as the page is the same.
let opened = null;

// The tokens of links must not stay in the address bar or in the history.
function takeLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  if (link.has('token') || opened?.path !== location.pathname) {
    opened = { path: location.pathname, link };
  }
  if (link.has('token')) {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return opened.link;
}

// Returns the parts of an address of this page, or null for any other address.
function parse(address) {
  const url = URL.canParse(address, base) && new URL(address, base);
  if (!url || url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
    return null;
  }
  const [name, userId, ...rest] = url.pathname.slice(base.pathname.length).split('/');
  if (!Object.hasOwn(routes, name) || rest.length > 0 || (userId !== undefined && name !== 'tasks')) {
    return null;
  }
  try {
    return { name, route: routes[name], userId: decodeURIComponent(userId ?? ''), address: url.href };
  } catch {
    // The user id is malformed.
    return null;
  }
}

const currentPlace = () => parse(location.href) ?? parse(base.href);

let rendering = 0;
let shownUserId = null;
let notice = null;

// Goes to an address. The notice is shown on the next page.
export function go(address, { replace = false, message = null, state = null } = {}) {
  notice = message;
  opened = null;
  history[replace ? 'replaceState' : 'pushState'](state, '', new URL(address, base));
  return render();
}

let toastTimer;

export function say(text) {
  byId('toast').textContent = '';
  // A change in a later frame is announced even if the text is the same.
  requestAnimationFrame(() => {
    byId('toast').textContent = text;
  });
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    byId('toast').textContent = '';
  }, 6000);
}

// Shows a failure that belongs to no form.
function complain(error) {
  if (!(error.status === 401 && auth.user === null)) {
    say(explain(error));
  }
}

const logInAddress = (address) => `login?next=${encodeURIComponent(address.slice(base.href.length))}`;

// Returns the address to which a login leads.
export function nextAddress() {
  const target = parse(new URL(location.href).searchParams.get('next') ?? 'tasks');
  return target && !target.route.isEntry ? target.address : new URL('tasks', base).href;
}

async function render() {
  const turn = ++rendering;
  document.querySelector('dialog')?.close();
  const link = takeLink();
  const place = currentPlace();
  const message = notice;
  notice = null;
  showNav(place);
  try {
    if (place.route.isPrivate || place.route.isEntry) {
      main.setAttribute('aria-busy', 'true');
      await auth.restore();
    } else {
      auth.restore().catch(() => {}).then(() => turn === rendering && showNav(place, true));
    }
  } catch (error) {
    if (turn === rendering) {
      showUnreachable(error);
    }
    return;
  } finally {
    main.removeAttribute('aria-busy');
  }
  if (turn !== rendering) {
    return;
  }
  if (place.route.isEntry && auth.user) {
    go(nextAddress(), { replace: true, message });
    return;
  }
  if (place.route.isPrivate && !auth.user && hasAccounts) {
    go(logInAddress(place.address), { replace: true, message: message ?? { text: 'Log in to continue.' } });
    return;
  }
  showNav(place);
  shownUserId = auth.user?.user_id ?? null;
  const isCurrent = () => turn === rendering;
  // An announcement that comes late is not for the next page, which may be that of another user.
  const whileCurrent = (tell) => (subject) => isCurrent() && tell(subject);
  show(place.route.title, message, place.route.view({
    ...place, link, isCurrent, say: whileCurrent(say), complain: whileCurrent(complain), state: history.state ?? {},
  }));
}

function show(title, message, content) {
  document.title = `${title} · Tasks`;
  const isFirst = !main.querySelector('h1');
  main.replaceChildren(...[message && h('p', { className: `note ${message.kind ?? ''}`, role: 'status' }, message.text), content]
    .filter(Boolean));
  scrollTo(0, 0);
  const focus = main.querySelector('[data-first]') ?? main.querySelector('h1');
  if (!isFirst || focus.matches('input')) {
    focus.focus({ preventScroll: true });
  }
}

function showUnreachable(error) {
  const heading = error.status ? 'Not available' : 'No connection';
  show(heading, null, h('div', {}, h('h1', { tabIndex: -1 }, heading), h('p', { role: 'alert' }, explain(error)),
    h('button', { type: 'button', className: 'primary', onclick: render }, 'Try again')));
}

function showNav({ name }, isAsked = auth.user !== undefined) {
  const page = (path, text) => h('a', { href: path, 'aria-current': path === name ? 'page' : undefined }, text);
  let links = [];
  if (hasAccounts && auth.user) {
    const leave = h('button', { type: 'button', id: 'logout', onclick: logOut }, 'Log out');
    links = [page('tasks', 'Tasks'), page('account', 'Account'), leave];
  } else if (hasAccounts && isAsked) {
    links = [page('login', 'Log in'), page('signup', 'Sign up')];
  } else if (!hasAccounts) {
    links = [page('tasks', 'Tasks'), auth.user && h('button', { type: 'button', onclick: forget }, 'Forget the token')];
  }
  byId('nav').replaceChildren(...links.filter(Boolean));
}

// The session ends in this browser at once, even if the server cannot be reached.
async function logOut() {
  try {
    await auth.logOut();
  } catch {
    say('You are logged out here. The server could not end the session yet. It is ended with the next connection.');
  }
}

function onChange({ user, reason }) {
  const place = currentPlace();
  const { isPrivate, isOfLink } = place.route;
  const isSame = (user?.user_id ?? null) === shownUserId;
  if (!isSame) {
    // The last announcement may name a task, and the requests name the user.
    say('');
    clearTraffic();
  }
  if (!user && isPrivate && hasAccounts && (!isSame || reason === 'ended')) {
    leave(place, reason);
  } else if (isSame || isOfLink || (reason === 'restored' && !shownUserId)) {
    showNav(place);
  } else {
    render();
    if (reason === 'ended' && !hasAccounts) {
      say('The token is not accepted any more. Paste a new one.');
    }
  }
}

function leave(place, reason) {
  if (reason === 'ended') {
    const text = `Your session has ended. Log in to continue.${shownUserId ? ' What you typed is kept.' : ''}`;
    go(logInAddress(place.address), { replace: true, message: { text } });
  } else {
    go('login', { replace: true, message: { text: 'You are logged out.' } });
  }
}

function showTraffic() {
  byId('traffic-count').textContent = traffic.length === 0 ? 'no requests yet'
    : `${traffic[0].method} ${traffic[0].path} → ${traffic[0].status}`;
  byId('traffic-list').replaceChildren(...traffic.map(({ method, path, status, duration, authorization }) => h('li', {},
    `${method} ${path} `, h('strong', {}, `→ ${status}`), ` in ${duration} ms`,
    authorization && h('div', {}, `Authorization: ${authorization}`))));
}

function showConnection() {
  byId('banner').hidden = navigator.onLine;
  byId('banner').textContent = navigator.onLine ? '' : 'You are offline. What you type stays here.';
}

document.addEventListener('click', (event) => {
  const anchor = event.target.closest('a[href]');
  if (!anchor || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  if (anchor.id === 'skip') {
    event.preventDefault();
    main.focus();
  } else if (parse(anchor.href) && !anchor.target) {
    event.preventDefault();
    go(anchor.href);
  }
});

addEventListener('popstate', render);
addEventListener('hashchange', () => new URLSearchParams(location.hash.slice(1)).has('token') && render());
addEventListener('online', showConnection);
addEventListener('offline', showConnection);
watchTraffic(showTraffic);
auth.onChange(onChange);
showConnection();
render();
