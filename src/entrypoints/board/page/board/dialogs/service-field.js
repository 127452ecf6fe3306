/** @import { ShownService } from '../types.ts' */
import { plainText } from '../bookings/plain-text.js';
import { element } from '../dom.js';
import { createField } from './field.js';

const ANOTHER = '';

/**
 * One of the services that are known, or another by its id: what is in no catalogue may be booked as well.
 *
 * @param {readonly ShownService[]} services
 * @param {string | undefined} chosen
 */
export function createServiceField(services, chosen) {
  const options = services.map(({ serviceId, name }) => element('option', { value: serviceId }, plainText(name)));
  const another = element('option', { value: ANOTHER }, 'Another…');
  const choice = createField({ name: 'service', label: 'Service', control: element('select', {}, ...options, another) });
  const id = createField({
    name: 'service',
    label: services.length === 0 ? 'Service' : 'Its id',
    control: element('input', { type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' }),
    hint: 'Letters, digits and . _ ~ -',
  });
  const isKnown = services.some(({ serviceId }) => serviceId === chosen);
  choice.control.value = (isKnown ? chosen : services[0]?.serviceId) ?? ANOTHER;
  choice.element.hidden = services.length === 0;
  const offer = () => void (id.element.hidden = choice.control.value !== ANOTHER);
  choice.control.addEventListener('change', offer);
  offer();
  return {
    // Complaints go to the first that is shown.
    fields: [id, choice],
    shown: [choice.element, id.element],
    /** @returns {string | undefined} Nothing after a complaint. */
    read() {
      const serviceId = choice.control.value === ANOTHER ? id.control.value.trim() : choice.control.value;
      return serviceId === '' ? id.refuse('Which service?') : serviceId;
    },
  };
}
