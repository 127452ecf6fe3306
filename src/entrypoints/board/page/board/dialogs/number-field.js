/** @import { FieldName } from '../words/problems.js' */
import { element } from '../dom.js';
import { createField } from './field.js';

/**
 * A whole number of at least one.
 *
 * @param {{ name: FieldName, label: string, value: number | '', hint?: string }} what
 */
export function createNumberField({ value, ...what }) {
  const control = element('input', { type: 'number', min: 1, step: 1, inputmode: 'numeric', value });
  const field = createField({ ...what, control });
  return {
    field,
    /** @returns {number | 'none' | undefined} Nothing after a complaint. */
    read() {
      if (control.value === '' && !control.validity.badInput) return 'none';
      const number = Number(control.value);
      const isFine = !control.validity.badInput && Number.isSafeInteger(number) && number >= 1;
      return isFine ? number : field.refuse('A whole number, 1 or more.');
    },
  };
}
