/** @import { Booking, Problem } from '../types.ts' */
/** @import { Commands } from '../api/commands.js' */
/** @import { Formats } from '../time/formats.js' */
import { serviceWord } from '../bookings/sentences.js';
import { actionsFor } from '../bookings/status.js';
import { element } from '../dom.js';
import { complaintsOf } from '../words/problems.js';
import { ACTION_WORDS, createActions } from './booking-actions.js';
import { drawFacts } from './booking-facts.js';
import { createCancel, createNotes, createReschedule } from './booking-forms.js';
import { openModal } from './modal.js';

const FORMS = { reschedule: createReschedule, notes: createNotes, cancel: createCancel };

/**
 * A booking to look at and to act on. It follows what becomes of the booking while it is open.
 *
 * @param {Booking} opened
 * @param {{
 *   commands: Commands, formats: Formats, isUser: () => boolean, now: () => number,
 *   take: (booking: Booking) => void, readAgain: (bookingId: string) => void,
 *   returnTo: () => HTMLElement | null, onClosed: () => void,
 * }} parts
 */
export function openBookingDialog(opened, { commands, formats, isUser, now, take, readAgain, returnTo, onClosed }) {
  let booking = opened;
  const modal = openModal({ title: `${serviceWord(opened)}, ${opened.userId}`, returnTo, onClosed });
  const [facts, panel] = [element('div', { class: 'booking-facts' }), element('div')];
  const message = element('p', { class: 'form-message', role: 'alert', hidden: true });
  const actions = createActions({
    commands,
    booking: () => booking,
    onBegin: begin,
    onAnswer(answer, isOpen) {
      if (answer.kind === 'ok') return done(answer.body);
      const problem = answer.kind === 'refused' ? answer.problem : undefined;
      if (problem) refused(problem);
      say(complaintsOf(problem, { formats, kind: 'act', isOpen }).map(({ text }) => text).join(' '));
    },
  });

  /** @param {string | undefined} text */
  function say(text) {
    message.textContent = text ?? '';
    message.hidden = text === undefined;
  }

  /** @param {Booking} changed */
  function done(changed) {
    modal.close();
    take(changed);
  }

  /** @param {Problem} problem */
  function refused({ code }) {
    if (code === 'version_mismatch' || code === 'illegal_transition') readAgain(booking.bookingId);
  }

  /** @param {keyof typeof FORMS} action */
  function begin(action) {
    say(undefined);
    actions.element.hidden = true;
    const form = FORMS[action]({ booking: () => booking, commands, formats, onDone: done, onRefused: refused, onBack: back });
    panel.replaceChildren(element('h3', {}, ACTION_WORDS[action].replace('…', '')), form);
    const first = panel.querySelector('input, textarea');
    if (first instanceof HTMLElement) first.focus();
  }

  function back() {
    panel.replaceChildren();
    actions.element.hidden = false;
    actions.focus();
  }

  function draw() {
    facts.replaceChildren(...drawFacts(booking, { formats, now: now() }));
    if (actions.offer(actionsFor(booking, now(), isUser()))) modal.heading.focus();
  }

  draw();
  modal.show(facts, message, actions.element, panel);
  return {
    bookingId: opened.bookingId,
    /** @param {Booking} changed */
    update(changed) {
      if (!modal.isOpen() || changed.version === booking.version) return;
      booking = changed;
      draw();
      say('This booking has just changed.');
    },
  };
}
