/** @import { Answer } from '../types.ts' */
import { element } from '../dom.js';
import { createField } from './field.js';
import { openModal } from './modal.js';

/**
 * Asks for a token, and whether the service takes it.
 *
 * @param {{
 *   hadToken: boolean, tryToken: (token: string) => Promise<Answer<unknown>>,
 *   onClosed: () => void, returnTo: () => HTMLElement | null,
 * }} what
 */
export function openSignIn({ hadToken, tryToken, onClosed, returnTo }) {
  const modal = openModal({ title: 'Sign in', returnTo, onClosed });
  const token = createField({
    name: 'token',
    label: 'Token',
    control: element('input', { type: 'password', autocomplete: 'off', spellcheck: 'false' }),
    hint: 'Kept in this tab until it is closed, and sent to the booking service alone',
  });
  const submit = element('button', { type: 'submit', class: 'primary' }, 'Sign in');
  const form = element('form', { novalidate: true }, token.element, element('div', { class: 'actions' }, submit));

  async function ask() {
    const given = token.control.value.trim().replace(/^Bearer\s+/i, '');
    if (!/^[!-~]+$/.test(given)) return token.refuse('Paste the token that you were given.');
    submit.disabled = true;
    const answer = await tryToken(given);
    submit.disabled = false;
    if (answer.kind === 'ok' || answer.kind === 'same') return modal.close();
    if (answer.kind === 'silent') return token.refuse('The service does not answer. Try again.');
    const { status } = answer.problem;
    return token.refuse(status === 401 ? 'The service does not take this token.' : 'The service cannot tell at the moment. Try again.');
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask();
  });
  const why = hadToken ? 'Your sign-in has ended: the token is not taken any more.' : 'The service asks who you are.';
  modal.show(element('p', {}, why), form);
}
