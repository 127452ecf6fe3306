import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inMemorySubscriptions } from '../../src/adapters/in-memory/index.js';
import { updateFor } from '../../src/domain/live/update.js';
import { createLiveProtocol } from '../../src/entrypoints/live/protocol.js';
import { createTestBookings, staff, user } from '../../src/entrypoints/testing/index.js';
import { type Block, blocksOf, resembles } from './blocks.js';

const ACTORS = { staff: staff('sam'), user: user('ada') };

const blocks = blocksOf('live.md', readFileSync(new URL('../../docs/live.md', import.meta.url), 'utf8'));
const marked = (mark: string): readonly Block[] => blocks.filter(({ marks }) => marks.includes(mark));
const after = (block: Block): Block | undefined => blocks[blocks.indexOf(block) + 1];

function expectReceived(block: Block | undefined, actual: unknown): void {
  const written: unknown = JSON.parse(block?.code ?? 'null');
  expect(resembles(written, actual) ? written : actual).toEqual(written);
}

describe('the frames in the documentation', () => {
  const quiet = { warn: () => undefined, error: () => undefined };
  const protocol = createLiveProtocol({ subscriptions: inMemorySubscriptions(), logger: quiet, newIncidentId: () => 'incident' });

  it.each(marked('sent'))('are answered as it says: line $line', async (block) => {
    const { marks, code } = block;
    const actor = marks.includes('staff') ? ACTORS.staff : ACTORS.user;
    expect(after(block)?.marks).toEqual(['received']);
    const reply = await protocol({ connectionId: 'c-1', actor, expiresAt: Number.MAX_SAFE_INTEGER }, code);
    expectReceived(after(block), JSON.parse(reply));
  });

  it('are each a reply to another one, or an update', () => {
    expect(marked('sent').length).toBeGreaterThan(3);
    expect(marked('received')).toEqual(marked('sent').map(after));
    expect(marked('update')).toHaveLength(1);
  });

  it('look like an update as it says', async () => {
    const { bookings, notified, settle } = createTestBookings({ at: '2026-12-01T08:00:00Z' });
    (await bookings.create({ userId: 'ada', serviceId: 'massage', dateTime: '2026-12-01T10:00:00Z' }))._unsafeUnwrap();
    await settle();
    expectReceived(marked('update')[0], notified.map((event) => updateFor(ACTORS.staff, event))[0]);
  });
});
