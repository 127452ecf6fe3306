/** @import { ShownService } from '../types.ts' */
/** @import { ChoiceStore } from './toolbar.js' */
import { plainText } from '../bookings/plain-text.js';
import { element, part, setText } from '../dom.js';

/**
 * Which services are shown: none ticked means all.
 *
 * @param {ChoiceStore} choices
 */
export function createServiceFilter(choices) {
  const [place, summary] = [part('services', HTMLDetailsElement), part('services-summary', HTMLElement)];
  const list = part('services-list', HTMLFieldSetElement);
  /** @type {Map<string, { label: HTMLElement, box: HTMLInputElement, name: HTMLElement }>} */
  const boxes = new Map();

  part('all-services', HTMLButtonElement).addEventListener('click', () => choices.set({ services: [] }));
  place.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !place.open) return;
    place.open = false;
    place.querySelector('summary')?.focus();
  });
  place.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !place.contains(relatedTarget)) place.open = false;
  });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !place.contains(target)) place.open = false;
  });

  /** @param {string} serviceId */
  function add(serviceId) {
    const [box, name] = [element('input', { type: 'checkbox' }), element('bdi')];
    const label = element('label', { class: 'tick' }, box, ' ', name);
    box.addEventListener('change', () => {
      const others = choices.get().services.filter((one) => one !== serviceId);
      choices.set({ services: box.checked ? [...others, serviceId].sort() : others });
    });
    list.append(label);
    const made = { label, box, name };
    boxes.set(serviceId, made);
    return made;
  }

  return {
    forget() {
      for (const { label } of boxes.values()) label.remove();
      boxes.clear();
    },
    /** @param {readonly ShownService[]} services */
    show(services) {
      const chosen = choices.get().services;
      for (const { serviceId, name: title } of services) {
        const { box, name } = boxes.get(serviceId) ?? add(serviceId);
        setText(name, plainText(title));
        box.checked = chosen.includes(serviceId);
      }
      const only = services.find(({ serviceId }) => serviceId === chosen[0]);
      const some = chosen.length === 1 ? plainText(only?.name ?? chosen[0] ?? '') : `${chosen.length} services`;
      setText(summary, chosen.length === 0 ? 'All services' : some);
      place.hidden = services.length === 0;
    },
  };
}
