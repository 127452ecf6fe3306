import { check, failure, same, value } from '../check.js';
import { confirmed, HOUR, NOW, record } from '../samples.js';
import type { Story } from '../story.js';
import { changeTo, write } from '../write.js';

const put = (requestId: string, replaces?: string) => ({
  days: [],
  record: { put: record({ requestId, expiresAt: NOW + HOUR }), replaces },
  decidedAt: NOW,
});

export const recordStories: readonly Story[] = [
  {
    name: 'an idempotency record is replaced only by who read exactly that one',
    tags: ['idempotency'],
    async tell({ store }) {
      const storedNow = async () =>
        (await value(store.repository.load({ record: record().scope, days: [] }), 'load answers')).record;
      await write(store, put('first'));
      await write(store, put('second', 'first'));
      same((await storedNow())?.requestId, 'second', 'a record that was read is replaced');
      for (const replaces of [undefined, 'first', 'third']) {
        const conflict = await failure(
          store.repository.commit(put('fourth', replaces)),
          'a record is not written over another',
        );
        check(conflict.kind === 'conflict', 'a taken record is a conflict');
        same(conflict.record?.requestId, 'second', 'the conflict carries the stored record');
      }
      same((await storedNow())?.requestId, 'second', 'a refused record leaves the stored one alone');
    },
  },
  {
    name: 'a record that is gone since it was read is written all the same',
    tags: ['idempotency'],
    async tell({ store }) {
      await write(store, put('second', 'first'));
    },
  },
  {
    name: 'a record that is live is kept, however many others are written until then',
    tags: ['idempotency'],
    async tell({ store }) {
      const live = record({ expiresAt: NOW + 24 * HOUR });
      await write(store, { days: [], record: { put: live }, decidedAt: NOW });
      const decidedAt = live.expiresAt - 1;
      const others = Array.from({ length: 300 }, (_, n) =>
        record({ scope: `other ${n}`, requestId: `other ${n}`, expiresAt: decidedAt + 24 * HOUR }),
      );
      await Promise.all(others.map((other) => write(store, { days: [], record: { put: other }, decidedAt })));
      const loaded = await value(store.repository.load({ record: live.scope, days: [] }), 'load answers');
      same(loaded.record, live, 'a record is kept as long as somebody may ask for it');
    },
  },
  {
    name: 'both kinds of answer come back as they were remembered',
    tags: ['idempotency'],
    async tell({ store }) {
      const booked = changeTo(confirmed());
      check(booked.event !== undefined, 'the sample has an event');
      const answers = [{ booking: booked.event.event.booking }, record().answer] as const;
      for (const [place, answer] of answers.entries()) {
        const remembered = record({ scope: `scope ${place}`, answer });
        await write(store, { days: [], record: { put: remembered }, decidedAt: NOW });
        const loaded = await value(store.repository.load({ record: remembered.scope, days: [] }), 'load answers');
        same(loaded.record, remembered, 'a remembered answer comes back whole');
      }
    },
  },
];
