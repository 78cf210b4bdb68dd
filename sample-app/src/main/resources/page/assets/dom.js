// Creates elements. Texts are always set as text, never as HTML.

let ids = 0;

export const newId = (name) => `${name}-${ids++}`;

// Creates an element. A property that begins with "on" is a listener, and a property of an element is set as such.
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== undefined) {
      if (key in element) {
        element[key] = value;
      } else {
        element.setAttribute(key, value);
      }
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const spoken = (text) => h('span', { className: 'spoken' }, text);

// Creates a labelled input with a place for its errors. The first field of a page gets the focus.
export function field({ label, name, hint, isFirst, ...properties }) {
  const id = newId(name);
  const error = h('p', { id: `${id}-error`, className: 'error' });
  const input = h(properties.rows ? 'textarea' : 'input', {
    id, name, 'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-error`, ...properties,
  });
  input.toggleAttribute('data-first', Boolean(isFirst));
  if (hint) {
    hint.id = `${id}-hint`;
  }
  return h('div', { className: 'field' }, h('label', { htmlFor: id }, label), input, error, hint);
}

export function showFieldError(input, ...content) {
  document.getElementById(`${input.id}-error`).replaceChildren(...content);
  input.toggleAttribute('aria-invalid', false);
  if (content.length > 0) {
    input.setAttribute('aria-invalid', 'true');
  }
}

// Disables a button while its action runs, which shows progress. A disabled button loses the focus.
export async function busyWhile(button, action) {
  if (button.disabled) {
    return;
  }
  const hadFocus = document.activeElement === button;
  button.disabled = true;
  button.setAttribute('aria-busy', 'true');
  try {
    await action();
  } finally {
    button.removeAttribute('aria-busy');
    button.disabled = false;
    if (hadFocus && document.activeElement === document.body) {
      button.focus();
    }
  }
}
