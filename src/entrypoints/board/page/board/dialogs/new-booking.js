/** @import { Booking, ShownService } from '../types.ts' */
/** @import { Commands } from '../api/commands.js' */
/** @import { Formats } from '../time/formats.js' */
import { element } from '../dom.js';
import { complaintsOf } from '../words/problems.js';
import { createField } from './field.js';
import { createForm } from './form.js';
import { openModal } from './modal.js';
import { createMomentFields } from './moment-fields.js';
import { createNumberField } from './number-field.js';
import { createServiceField } from './service-field.js';

/** @typedef {{ serviceId?: string | undefined, date: string, time: string, userId?: string | undefined }} NewBookingStart */

/**
 * @param {{
 *   commands: Commands, formats: Formats, services: readonly ShownService[], start: NewBookingStart,
 *   onBooked: (booking: Booking) => void, returnTo: () => HTMLElement | null,
 * }} what
 */
export function openNewBooking({ commands, formats, services, start, onBooked, returnTo }) {
  const modal = openModal({ title: 'New booking', returnTo });
  const service = createServiceField(services, start.serviceId);
  const typed = { type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' };
  const user = createField({
    name: 'user',
    label: 'For whom',
    control: element('input', { ...typed, value: start.userId ?? '' }),
    hint: 'A user id, without spaces',
  });
  const moment = createMomentFields(formats, start);
  const duration = createNumberField({ name: 'duration', label: 'Minutes', value: '', hint: "Empty: the service's own" });
  const units = createNumberField({ name: 'units', label: 'Units', value: 1 });
  const notes = createField({ name: 'notes', label: 'Notes', control: element('textarea', { rows: 2, maxlength: 500 }) });
  const hold = element('input', { type: 'checkbox' });

  function read() {
    const [serviceId, userId, text] = [service.read(), user.control.value.trim(), notes.control.value.trim()];
    if (serviceId === undefined) return undefined;
    if (userId === '') return user.refuse('For whom is it?');
    const at = moment.read();
    const minutes = at === undefined ? undefined : duration.read();
    const count = minutes === undefined ? undefined : units.read();
    if (at === undefined || minutes === undefined || count === undefined) return undefined;
    return {
      serviceId,
      userId,
      dateTime: new Date(at).toISOString(),
      ...(minutes !== 'none' && { durationMinutes: minutes }),
      ...(count !== 'none' && { units: count }),
      ...(text !== '' && { notes: text }),
      ...(hold.checked && { hold: true }),
    };
  }

  const form = createForm({
    fields: [...service.fields, user, ...moment.fields, duration.field, units.field, notes],
    submitWord: 'Book',
    read,
    send: commands.create,
    complaintsOf: (problem, isOpen) => complaintsOf(problem, { formats, kind: 'create', isOpen }),
    onDone(booking) {
      onBooked(booking);
      modal.close();
    },
    onBack: modal.close,
    backWord: 'Close',
  });
  form.body.prepend(...service.shown);
  form.body.append(element('label', { class: 'tick' }, hold, ' Only hold it for now'));
  modal.show(form.element);
}
