import { element } from '../dom.js';
import { openModal } from './modal.js';

/** @param {{ keys: readonly (readonly [string, string])[], isOn: boolean, onSwitch: (isOn: boolean) => void }} what */
export function openHelp({ keys, isOn, onSwitch }) {
  const modal = openModal({ title: 'Keyboard shortcuts' });
  const rows = keys.map(([key, meaning]) => element('div', {}, element('dt', {}, element('kbd', {}, key)), element('dd', {}, meaning)));
  const box = element('input', { type: 'checkbox' });
  box.checked = isOn;
  box.addEventListener('change', () => onSwitch(box.checked));
  modal.show(element('dl', { class: 'keys' }, ...rows), element('label', { class: 'tick' }, box, ' Single keys are shortcuts'));
}
