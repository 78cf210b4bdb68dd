// Forms that show the refusals of the server where they belong.

import { busyWhile, field, h, newId, showFieldError } from './dom.js';
import { auth } from './session.js';
import { duration, explain } from './text.js';

const sentence = (message) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;

// Counts down until the form may be sent again.
function countDown(button, problem, seconds) {
  const until = Date.now() + seconds * 1000;
  const label = button.textContent;
  button.disabled = true;
  const timer = setInterval(tick, 250);
  function tick() {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left > 0 && button.isConnected) {
      button.textContent = `Try again in ${duration(left)}`;
    } else {
      clearInterval(timer);
      button.textContent = label;
      button.disabled = false;
      problem.textContent = '';
    }
  }
  tick();
}

// Creates a form. `submit` gets the values by name. `refused` may handle a refusal, in which case it returns true.
export function form({ fields, action, submit, refused = () => false, className, more }) {
  const problem = h('p', { className: 'problem', role: 'alert' });
  const button = h('button', { type: 'submit', className: 'primary' }, action);
  const element = h('form', { className, noValidate: true, onsubmit }, ...fields, problem,
    h('div', { className: 'actions' }, button, more));
  const inputs = () => [...element.querySelectorAll('input[name], textarea[name]')];

  function showProblem(...content) {
    problem.replaceChildren(...content);
  }

  function checkRequiredFields() {
    inputs().forEach((input) => showFieldError(input));
    const missing = inputs().filter((input) => input.required && input.value.trim() === '');
    missing.forEach((input) => showFieldError(input, 'Fill in this field.'));
    missing[0]?.focus();
    return missing.length === 0;
  }

  function showRefusal(error) {
    const rest = [];
    const password = inputs().find(({ name }) => name === 'current_password');
    if (password && error.code === 'invalid_credentials') {
      showFieldError(password, error.message);
    }
    for (const { field: name, message } of error.errors ?? []) {
      const input = inputs().find((candidate) => candidate.name === name);
      if (input) {
        const place = document.getElementById(`${input.id}-error`);
        showFieldError(input, `${place.textContent} ${sentence(message)}`.trim());
      } else {
        rest.push(`${name} ${message}.`);
      }
    }
    const invalid = element.querySelector('[aria-invalid]');
    if (!invalid || rest.length > 0) {
      showProblem([explain(error), ...rest].join(' '));
    }
    (invalid ?? problem).scrollIntoView({ block: 'nearest' });
    invalid?.focus();
  }

  async function onsubmit(event) {
    event.preventDefault();
    let wait = 0;
    if (!checkRequiredFields()) {
      return;
    }
    await busyWhile(button, async () => {
      showProblem();
      try {
        await submit(Object.fromEntries(inputs().map((input) => [input.name, input.value])));
      } catch (error) {
        if (!refused(error, { element, inputs: inputs(), showProblem })) {
          showRefusal(error);
          wait = error.status === 429 || error.status === 503 ? error.retryAfter : 0;
        }
      }
    });
    if (wait > 0) {
      countDown(button, problem, wait);
    }
  }

  return element;
}

export const emailField = (properties = {}) => field({
  label: 'Email address', name: 'email', type: 'email', autocomplete: 'username', required: true, spellcheck: false, ...properties,
});

export const passwordField = (properties = {}) => field({
  label: 'Password', name: 'password', type: 'password', autocomplete: 'current-password', required: true, ...properties,
});

// The owner of the password that a form asks for, for password managers.
export const ownerField = () => h('input', {
  type: 'email', autocomplete: 'username', defaultValue: auth.user.email, hidden: true, readOnly: true,
});

// The default rules of the service, by which a password is refused. Lengths are in code points.
const rules = [
  ['8 characters', (text) => [...text].length >= 8],
  ['An uppercase letter', (text) => /\p{Lu}/u.test(text)],
  ['A lowercase letter', (text) => /\p{Ll}/u.test(text)],
  ['A digit', (text) => /\p{Nd}/u.test(text)],
];

// Creates a field whose rules are ticked off while the user types.
export function newPasswordField(properties = {}) {
  const items = rules.map(([text]) => h('li', {}, text, h('span', { className: 'spoken' }, ': not met')));
  const hint = h('ul', { className: 'rules', 'aria-label': 'Rules' }, ...items);
  const element = passwordField({ autocomplete: 'new-password', ...properties });
  const input = element.querySelector('input');
  hint.id = newId('rules');
  input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby')} ${hint.id}`);
  input.addEventListener('input', () => rules.forEach(([, isMet], index) => {
    const met = isMet(input.value);
    items[index].classList.toggle('met', met);
    items[index].lastChild.textContent = met ? ': met' : ': not met';
  }));
  element.append(hint);
  return element;
}
