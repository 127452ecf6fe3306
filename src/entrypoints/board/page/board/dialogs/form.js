/** @import { Answer, Booking, Problem } from '../types.ts' */
/** @import { Complaint } from '../words/problems.js' */
/** @import { Field } from './field.js' */
import { createIntent } from '../api/intent.js';
import { element } from '../dom.js';

/**
 * @template R
 * @typedef {{
 *   fields: readonly Field[], submitWord: string, isDangerous?: boolean,
 *   read: () => R | undefined, send: (request: R, key: string) => Promise<Answer<Booking>>,
 *   complaintsOf: (problem: Problem | undefined, isOpen: boolean) => readonly Complaint[],
 *   onDone: (booking: Booking) => void, onRefused?: (problem: Problem) => void, onBack: () => void, backWord?: string,
 * }} FormParts `read` answers with nothing when it has complained of a field itself. `isOpen`: what came of it so far is not known.
 */

/**
 * A form that asks for one thing.
 *
 * @template R
 * @param {FormParts<R>} parts
 */
export function createForm({ fields, submitWord, isDangerous = false, read, send, complaintsOf, ...then }) {
  const { onDone, onRefused, onBack, backWord = 'Back' } = then;
  const intent = createIntent(send);
  const body = element('fieldset', { class: 'fields' }, ...fields.map((field) => field.element));
  const message = element('p', { class: 'form-message', role: 'alert', hidden: true });
  const submit = element('button', { type: 'submit', class: isDangerous ? 'danger' : 'primary' }, submitWord);
  const back = element('button', { type: 'button', onclick: onBack }, backWord);
  const form = element('form', { novalidate: true }, body, message, element('div', { class: 'actions' }, submit, back));
  let isBusy = false;

  /** @param {readonly Complaint[]} complaints */
  function complain(complaints) {
    const placed = complaints.map(({ field: name, text }) => {
      const field = fields.find((one) => one.name === name && !one.element.hidden);
      field?.complain(text);
      return { field, text };
    });
    const general = placed.filter(({ field }) => !field).map(({ text }) => text);
    message.textContent = general.join(' ');
    message.hidden = general.length === 0;
    placed.find(({ field }) => field)?.field?.control.focus();
  }

  /** @param {Answer<Booking>} answer */
  function settle(answer) {
    if (answer.kind === 'ok') return onDone(answer.body);
    const problem = answer.kind === 'refused' ? answer.problem : undefined;
    const isOpen = intent.isOpen();
    // Changing it now could ask for a second thing while the first may have been done.
    body.disabled = isOpen;
    submit.textContent = isOpen ? 'Try again' : submitWord;
    if (problem) onRefused?.(problem);
    complain(complaintsOf(problem, isOpen));
    if (isOpen) submit.focus();
  }

  async function ask() {
    if (isBusy) return;
    for (const field of fields) field.complain(undefined);
    message.hidden = true;
    const request = read();
    if (request === undefined) return;
    isBusy = true;
    form.setAttribute('aria-busy', 'true');
    const answer = await intent.ask(request);
    isBusy = false;
    form.removeAttribute('aria-busy');
    settle(answer);
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask();
  });
  return { element: form, body, complain };
}
