// The token once; from then on the browser has a cookie that no script can read.

import { send } from '/dashboard/api.js';
import { el, field } from '/dashboard/dom.js';

export function signIn(done) {
  const token = el('input', { type: 'password', name: 'token', autocomplete: 'current-password', required: true, 'aria-describedby': 'sign-in-problem' });
  const problem = el('p', { id: 'sign-in-problem', role: 'alert', class: 'soft' });
  const button = el('button', { type: 'submit' }, 'Sign in');
  return el('section', { class: 'card sign-in' },
    el('h1', null, 'Sign in'),
    el('p', { class: 'soft' }, 'With a token of the admin listener: ', el('code', null, 'Gateway.Admin.Token'), ', or ',
      el('code', null, 'Read'), ' or ', el('code', null, 'Act'), ' of ', el('code', null, 'Gateway.Tokens'), '.'),
    el('form', {
      async onsubmit(event) {
        event.preventDefault();
        button.disabled = true;
        problem.textContent = '';
        try {
          await send('POST', 'session', { token: token.value });
          await done();
        } catch (error) {
          problem.textContent = error.message;
          token.value = '';
          token.focus();
        } finally {
          button.disabled = false;
        }
      },
    }, field('Token', token), button, problem));
}
