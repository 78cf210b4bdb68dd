export const items = new Map();

function check(key, value = '') {
  if (!/^[\w.-]+$/.test(key) || typeof value !== 'string') {
    throw new TypeError(`Invalid key or value: ${key}`);
  }
}

export async function getItemAsync(key) {
  check(key);
  return items.get(key) ?? null;
}

export async function setItemAsync(key, value) {
  check(key, value);
  items.set(key, value);
}
