import { describe, expect, it } from 'vitest';
import type { BookingStatus } from '../../../src/domain/booking/booking.js';
import { cancel } from '../../../src/domain/booking/cancel.js';
import { reschedule, update } from '../../../src/domain/booking/change.js';
import { complete, markNoShow } from '../../../src/domain/booking/close.js';
import { confirm } from '../../../src/domain/booking/confirm.js';
import type { Verdict } from '../../../src/domain/booking/decision.js';
import { expire } from '../../../src/domain/booking/expire.js';
import { toBooking } from '../../../src/domain/booking/publish.js';
import type { BookingState } from '../../../src/domain/booking/state.js';
import { type CommandName, COMMANDS, TRANSITIONS } from '../../../src/domain/booking/transitions.js';
import { at, B1, changeOf, decide, HOUR, inStatus, iso, MINUTE, NOW, refusalOf, staff } from '../builders.js';

/** The table of the specification, but for its conditions; `-` is illegal. */
const TABLE = `
            confirm       update        reschedule    cancel     complete   no_show   expire
held        confirmed     held          held          cancelled  -          -         expired
confirmed   no-op         confirmed     confirmed     cancelled  completed  no_show   -
cancelled   -             -             -             no-op      -          -         -
expired     hold_expired  hold_expired  hold_expired  no-op      -          -         no-op
completed   -             -             -             -          no-op      no_show   -
no_show     -             -             -             -          completed  no-op     -`;

const [heads = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));
const cells = rows.flatMap(([from, ...row]) =>
  row.map((to, n) => ({ from: from as BookingStatus, command: heads[n] as CommandName, to })),
);
const cellsOf = (outcome: string) => cells.filter(({ to }) => to === outcome);
const goingAhead = cells.flatMap((cell) => (isStatus(cell.to) ? [{ ...cell, to: cell.to }] : []));
function isStatus(to: string): to is BookingStatus {
  return Object.hasOwn(inStatus, to);
}

/** What every status is stored with and shows beyond what all of them have. */
const OWN_FIELDS: Readonly<Record<BookingStatus, readonly string[]>> = {
  held: ['holdExpiresAt'],
  confirmed: ['confirmedAt'],
  completed: ['completedAt', 'confirmedAt'],
  no_show: ['confirmedAt', 'noShowAt'],
  cancelled: ['cancelReason', 'cancelledAt', 'cancelledBy'],
  expired: ['expiredAt'],
};
const COMMON =
  'bookingId userId serviceId serviceName status version createdAt updatedAt notes metadata paymentReference';
const STORED = `${COMMON} startsAt endsAt claim`.split(' ');
const SHOWN = `${COMMON} dateTime endsAt durationMinutes units`.split(' ');

const EVENT_OF = {
  confirm: 'BookingConfirmed',
  update: 'BookingUpdated',
  reschedule: 'BookingRescheduled',
  cancel: 'BookingCancelled',
  complete: 'BookingCompleted',
  no_show: 'BookingNoShow',
  expire: 'BookingExpired',
} as const satisfies Record<CommandName, string>;

/** Late enough for what needs it: a close after the start, an expiry after the hold. */
const WHEN: Partial<Record<CommandName, number>> = {
  complete: at('10:00'),
  no_show: at('10:00'),
  expire: NOW + 10 * MINUTE,
};
const nowFor = (command: CommandName): number => WHEN[command] ?? NOW;

const ADORNED = { notes: 'window seat', metadata: { order: '17' }, paymentReference: 'pay-1' };
const adorned = (status: BookingStatus): BookingState =>
  status === 'cancelled' ? inStatus.cancelled({ ...ADORNED, cancelReason: 'ill' }) : inStatus[status](ADORNED);

function sent(command: CommandName, state: BookingState): Verdict {
  const world = { now: nowFor(command), actor: staff };
  switch (command) {
    case 'confirm':
      return decide(confirm, state, B1, world);
    case 'update':
      return decide(update, state, { ...B1, notes: 'by the door' }, world);
    case 'reschedule':
      return decide(reschedule, state, { ...B1, dateTime: at('14:00') }, world);
    case 'cancel':
      return decide(cancel, state, { ...B1, reason: 'ill' }, world);
    case 'complete':
      return decide(complete, state, B1, world);
    case 'no_show':
      return decide(markNoShow, state, B1, world);
    case 'expire':
      return decide(expire, state, B1, world);
  }
}

describe('the status table', () => {
  it('knows exactly these statuses and commands', () => {
    expect([...COMMANDS]).toEqual(heads);
    expect(Object.keys(TRANSITIONS)).toHaveLength(rows.length);
    expect(cells).toHaveLength(6 * 7);
  });

  describe.each(goingAhead)('$command of a $from booking', ({ from, command, to }) => {
    const before = adorned(from);
    const happened = () => changeOf(sent(command, before));

    it(`makes it ${to}, one version on, by the event that says so`, () => {
      const { state, event } = happened();
      expect(state.status).toBe(to);
      expect(state.version).toBe(before.version + 1);
      expect(event).toMatchObject({
        type: EVENT_OF[command],
        eventId: `b-1:${before.version + 1}`,
        bookingId: 'b-1',
        bookingVersion: before.version + 1,
        occurredAt: iso(nowFor(command)),
        actor: staff,
      });
      expect(event?.booking).toEqual(toBooking(state));
    });
    it('keeps who, what, when and everything written on it', () => {
      const { state } = happened();
      const { userId, serviceId, serviceName, createdAt, metadata, paymentReference } = before;
      expect(state).toMatchObject({ bookingId: 'b-1', userId, serviceId, serviceName, createdAt });
      expect(state).toMatchObject({
        metadata,
        paymentReference,
        notes: command === 'update' ? 'by the door' : before.notes,
      });
      if (command !== 'reschedule') {
        const { startsAt, endsAt, claim } = before;
        expect(state).toMatchObject({ startsAt, endsAt, claim });
      }
    });
    it('leaves no field of the earlier state behind, stored or shown', () => {
      const { state } = happened();
      expect(Object.keys(state).sort()).toEqual([...STORED, ...OWN_FIELDS[to]].sort());
      expect(Object.keys(toBooking(state)).sort()).toEqual([...SHOWN, ...OWN_FIELDS[to]].sort());
    });
  });

  it.each(cellsOf('no-op'))('$command of a $from booking changes nothing', ({ from, command }) => {
    const before = adorned(from);
    const change = changeOf(sent(command, before));
    expect(change).toEqual({ state: before, days: [] });
    expect(change.state).toBe(before);
  });

  it.each(cellsOf('-'))('$command of a $from booking is illegal', ({ from, command }) => {
    expect(refusalOf(sent(command, adorned(from)))).toEqual({ kind: 'illegal_transition', from, command });
  });

  it.each(cellsOf('hold_expired'))('$command of an expired booking says when it lapsed', ({ command }) => {
    const expiredAt = NOW - 5 * MINUTE;
    expect(refusalOf(sent(command, adorned('expired')))).toEqual({
      kind: 'hold_expired',
      holdExpiresAt: iso(expiredAt),
    });
  });
});

describe('the instants of a state', () => {
  const now = at('12:00');
  const world = { now, actor: staff };
  const { confirmed, completed, noShow, held } = {
    confirmed: inStatus.confirmed(),
    completed: inStatus.completed(),
    noShow: inStatus.no_show(),
    held: inStatus.held(),
  };
  it('are those of the decision', () => {
    expect(changeOf(decide(confirm, held, B1)).state).toMatchObject({ confirmedAt: NOW, updatedAt: NOW });
    expect(changeOf(decide(complete, confirmed, B1, world)).state).toMatchObject({ completedAt: now, updatedAt: now });
    expect(changeOf(decide(markNoShow, confirmed, B1, world)).state).toMatchObject({ noShowAt: now, updatedAt: now });
    expect(changeOf(decide(cancel, confirmed, B1, world)).state).toMatchObject({
      cancelledAt: now,
      cancelledBy: 'desk',
    });
  });
  it('keep the confirmation through every close and correction', () => {
    const { confirmedAt } = confirmed;
    expect(changeOf(decide(complete, confirmed, B1, world)).state).toMatchObject({ confirmedAt });
    expect(changeOf(decide(complete, noShow, B1, world)).state).toMatchObject({ confirmedAt, completedAt: now });
    expect(changeOf(decide(markNoShow, completed, B1, world)).state).toMatchObject({ confirmedAt, noShowAt: now });
  });
  it('say of an expired hold when it lapsed, and apart from that when this was recorded', () => {
    const late = NOW + 3 * HOUR;
    const { state } = changeOf(decide(expire, held, B1, { now: late, actor: staff }));
    expect(state).toMatchObject({ expiredAt: held.holdExpiresAt, updatedAt: late });
  });
});
