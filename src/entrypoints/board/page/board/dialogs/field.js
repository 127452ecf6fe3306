/** @import { FieldName } from '../words/problems.js' */
import { element } from '../dom.js';

let made = 0;

/**
 * A control with its label, a hint, and room for what is wrong with it.
 *
 * @template {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} C
 * @param {{ name: FieldName | 'which' | 'token', label: string, control: C, hint?: string | undefined }} what
 */
export function createField({ name, label, control, hint }) {
  made += 1;
  control.id = `field-${made}`;
  const wrong = element('p', { id: `wrong-${made}`, class: 'wrong', hidden: true });
  const help = hint === undefined ? undefined : element('p', { id: `hint-${made}`, class: 'hint' }, hint);
  control.setAttribute('aria-describedby', [help?.id, wrong.id].filter((id) => id !== undefined).join(' '));
  const title = element('label', { for: control.id }, label);
  return {
    name,
    control,
    element: element('div', { class: `field field-${name}` }, title, control, help, wrong),
    /** @param {string | undefined} text */
    complain(text) {
      wrong.textContent = text ?? '';
      wrong.hidden = text === undefined;
      if (text === undefined) control.removeAttribute('aria-invalid');
      else control.setAttribute('aria-invalid', 'true');
    },
    /**
     * Complains before anything is sent.
     *
     * @param {string} text
     * @returns {undefined}
     */
    refuse(text) {
      this.complain(text);
      control.focus();
      return undefined;
    },
  };
}

/** @typedef {Pick<ReturnType<typeof createField<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>>, 'name' | 'control' | 'element' | 'complain'>} Field */
