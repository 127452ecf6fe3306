/** @import { Booking, Problem } from '../types.ts' */
/** @import { Commands, OnBooking } from '../api/commands.js' */
/** @import { Formats } from '../time/formats.js' */
import { element } from '../dom.js';
import { localTime } from '../time/local-time.js';
import { complaintsOf } from '../words/problems.js';
import { createField } from './field.js';
import { createForm } from './form.js';
import { createMomentFields } from './moment-fields.js';
import { createNumberField } from './number-field.js';

/**
 * @typedef {{
 *   booking: () => Booking, commands: Commands, formats: Formats, onDone: (booking: Booking) => void,
 *   onRefused: (problem: Problem) => void, onBack: () => void,
 * }} Parts `booking`: as it is known at the moment.
 */

/**
 * A form is about the booking as it was when it was opened: what somebody else has written since is not overwritten
 * unseen. Once its sender was told of that, it is about the booking as it is then.
 *
 * @param {Parts} parts
 */
function opened({ booking, formats, onDone, onRefused, onBack }) {
  let seen = booking();
  let isToldOfAnother = false;
  return {
    /**
     * @param {Record<string, unknown>} body
     * @returns {OnBooking}
     */
    about(body) {
      if (isToldOfAnother) seen = booking();
      isToldOfAnother = false;
      return { bookingId: seen.bookingId, version: seen.version, body };
    },
    shared: {
      onDone,
      /** @param {Problem} problem */
      onRefused(problem) {
        isToldOfAnother = problem.code === 'version_mismatch';
        onRefused(problem);
      },
      onBack,
      /**
       * @param {Problem | undefined} problem
       * @param {boolean} isOpen
       */
      complaintsOf: (problem, isOpen) => complaintsOf(problem, { formats, kind: 'act', isOpen }),
    },
  };
}

/** @param {Parts} parts */
export function createReschedule(parts) {
  const { about, shared } = opened(parts);
  const before = parts.booking();
  const instant = Date.parse(before.dateTime);
  const moment = createMomentFields(parts.formats, { ...localTime(instant, parts.formats.zone), instant });
  const duration = createNumberField({ name: 'duration', label: 'Minutes', value: before.durationMinutes });
  const units = createNumberField({ name: 'units', label: 'Units', value: before.units });

  /** Only what differs from how it was when the form was opened. */
  function read() {
    const at = moment.read();
    const minutes = at === undefined ? undefined : duration.read();
    const count = minutes === undefined ? undefined : units.read();
    if (at === undefined || minutes === undefined || count === undefined) return undefined;
    const changes = {
      ...(at !== instant && { dateTime: new Date(at).toISOString() }),
      ...(minutes !== 'none' && minutes !== before.durationMinutes && { durationMinutes: minutes }),
      ...(count !== 'none' && count !== before.units && { units: count }),
    };
    if (Object.keys(changes).length > 0) return about(changes);
    form.complain([{ text: 'Nothing is different yet.' }]);
    return undefined;
  }

  const fields = [...moment.fields, duration.field, units.field];
  const form = createForm({ ...shared, fields, submitWord: 'Reschedule', read, send: parts.commands.change });
  return form.element;
}

/** @param {Parts} parts */
export function createNotes(parts) {
  const { about, shared } = opened(parts);
  const control = element('textarea', { rows: 4, maxlength: 500 });
  control.value = parts.booking().notes ?? '';
  return createForm({
    ...shared,
    fields: [createField({ name: 'notes', label: 'Notes', control })],
    submitWord: 'Save',
    read: () => about({ notes: control.value.trim() === '' ? null : control.value }),
    send: parts.commands.change,
  }).element;
}

/** @param {Parts} parts */
export function createCancel(parts) {
  const { about, shared } = opened(parts);
  const control = element('textarea', { rows: 2, maxlength: 500 });
  return createForm({
    ...shared,
    fields: [createField({ name: 'reason', label: 'Reason', control, hint: 'May be left empty' })],
    submitWord: 'Cancel the booking',
    isDangerous: true,
    read: () => about(control.value.trim() === '' ? {} : { reason: control.value.trim() }),
    send: parts.commands.cancel,
  }).element;
}
