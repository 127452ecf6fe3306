import { check, same, value } from '../check.js';
import { DAY, HOUR, SERVICE, SLOT } from '../samples.js';
import type { Story } from '../story.js';
import { audit } from './audit.js';
import { deskOver, desksOver, offer, slot } from './desk.js';

export const releaseStories: readonly Story[] = [
  {
    name: 'a cancelled booking frees exactly what it took, whatever the policy says by now',
    tags: ['cancel'],
    async tell(under) {
      const desk = deskOver(under.store);
      await offer(desk, { capacity: 5, bufferBeforeMinutes: 15, bufferAfterMinutes: 15 });
      const { booking } = await value(desk.create(slot({ units: 2 })), 'a free slot can be booked');
      await value(desk.create(slot({ userId: 'bob' })), 'there is room for another');
      await offer(desk, { capacity: 1 });
      await value(desk.cancel({ bookingId: booking.bookingId }), 'a booking can be cancelled');
      const [day] = await under.inspect.days();
      const left = { from: SLOT - HOUR / 4, to: SLOT + HOUR + HOUR / 4, confirmedUnits: 1, holds: [] };
      same(day?.claims, [left], 'the units of the cancelled booking are free and those of the other are not');
      await audit(under);
    },
  },
  {
    name: 'a service day that emptied goes on with its version',
    tags: ['cancel'],
    async tell(under) {
      const desk = deskOver(under.store);
      for (let round = 1; round <= 3; round += 1) {
        const { booking } = await value(desk.create(slot()), 'a free slot can be booked');
        await value(desk.cancel({ bookingId: booking.bookingId }), 'a booking can be cancelled');
        const { days } = await value(
          under.store.repository.load({ days: [{ serviceId: SERVICE, day: DAY }] }),
          'load answers',
        );
        same(
          days,
          [{ serviceId: SERVICE, day: DAY, version: 2 * round, claims: [] }],
          'the version of an emptied day stays',
        );
        same(await under.inspect.days(), days, 'an emptied day is stored as such');
      }
    },
  },
  {
    name: 'cancelling one booking many times at once cancels it once',
    tags: ['cancel', 'race'],
    async tell(under) {
      const desks = desksOver([under.store], 10);
      const { booking } = await value(deskOver(under.store).create(slot()), 'a free slot can be booked');
      const { bookingId } = booking;
      await Promise.all(
        desks.map((desk) => value(desk.cancel({ bookingId }), 'a cancelled booking can be cancelled again')),
      );
      same([...(await under.inspect.eventIds())].sort(), [`${bookingId}:1`, `${bookingId}:2`], 'it is cancelled once');
      await audit(under);
    },
  },
  {
    name: 'cancels and new bookings at once never add up to more than there is room for',
    tags: ['cancel', 'race'],
    timeoutMs: 20_000,
    async tell(under) {
      const desks = desksOver([under.store], 6);
      await offer(deskOver(under.store), { capacity: 3 });
      const ids: string[] = [];
      for (let n = 0; n < 3; n += 1) {
        ids.push((await value(deskOver(under.store).create(slot()), 'there is room')).booking.bookingId);
      }
      const [created] = await Promise.all([
        Promise.all(desks.map((desk, n) => desk.create(slot({ userId: `user-${n}` })))),
        Promise.all(
          ids.map((bookingId) => value(deskOver(under.store).cancel({ bookingId }), 'a booking can be cancelled')),
        ),
      ]);
      const refusals = created.flatMap((result) => (result.isErr() ? [result.error.kind] : []));
      same(
        refusals.every((kind) => kind === 'slot_unavailable'),
        true,
        'who gets no slot is told that there is no room',
      );
      const taken = (await audit(under)).filter(({ status }) => status === 'confirmed').length;
      check(taken <= 3, `no more are booked than there is room for, but ${taken} of 3 are`);
      same(taken, created.length - refusals.length, 'who was told of a booking has one');
    },
  },
];
