// Texts for users.

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const units = [['year', 31_536_000], ['month', 2_592_000], ['week', 604_800], ['day', 86_400], ['hour', 3600], ['minute', 60]];

// Returns a text such as "3 minutes ago".
export function ago(text, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(text)) / 1000));
  const unit = units.find(([, size]) => seconds >= size);
  return unit ? relative.format(-Math.floor(seconds / unit[1]), unit[0]) : 'just now';
}

// Rounds up, so that the duration is never too short.
export function duration(seconds) {
  const [count, unit] = [[3600, 'hour'], [60, 'minute'], [1, 'second']]
    .map(([size, name]) => [Math.ceil(seconds / size), name])
    .find(([number, name]) => number > 1 || name === 'second');
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const browsers = [
  ['Edge', /\bEdgA?\//], ['Opera', /\bOPR\//], ['Samsung Internet', /\bSamsungBrowser\//], ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//], ['Safari', /\bVersion\/.*Safari\//], ['curl', /^curl\//],
];
const systems = [
  ['iPad', /\biPad\b/], ['iPhone', /\biPhone\b/], ['Android', /\bAndroid\b/], ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/], ['Mac', /\bMacintosh\b/], ['Linux', /\bLinux\b/],
];

// Returns a name such as "Firefox on Linux" for the User-Agent of a device.
export function deviceName(agent) {
  const nameIn = (names) => names.find(([, pattern]) => pattern.test(agent ?? ''))?.[0];
  const browser = nameIn(browsers);
  const system = nameIn(systems);
  if (!browser && !system) {
    return agent ? agent.split(/[\s/]/)[0].slice(0, 40) || 'Unknown device' : 'Unknown device';
  }
  return system ? `${browser ?? 'Unknown browser'} on ${system}` : browser;
}

// Returns the address of a device as a text.
export const placeOf = (address) => (/^(0:0:0:0:0:0:0:1|::1|127\..*)$/.test(address) ? 'this machine' : address);

// Returns an explanation of a failed call.
export function explain(error) {
  if (error.name === 'TimeoutError') {
    return 'The server does not respond. Try again.';
  }
  if (error instanceof TypeError) {
    return 'The server cannot be reached. Nothing that you typed is lost.';
  }
  const again = error.retryAfter > 0 ? ` Try again in ${duration(error.retryAfter)}.` : '';
  const usual = { 429: 'There were too many attempts.', 503: 'The server is busy.' };
  return (usual[error.status] ?? error.message) + again;
}

// Shortens the token of a text, so that it can be shown.
export const withoutToken = (text) => text.replace(/(eyJ[\w-]{6})[\w.-]+/g, '$1…');
