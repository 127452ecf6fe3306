import { type AuditRange, auditServiceDays } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { expect, it } from 'vitest';
import { faultyStore } from '../../../faults/faulty-store.js';

const outcome = async (range: unknown) => {
  const audited = await auditServiceDays(inMemoryStore(), range as AuditRange);
  return audited.isErr() ? audited.error : audited.value.differences;
};
const invalid = (field: string, rule: string) => ({ kind: 'invalid_range', field, rule });

it.each([
  [{ from: '2026-02-30', to: '2026-03-01' }, invalid('from', 'date')],
  [{ from: '2026-3-1', to: '2026-03-01' }, invalid('from', 'date')],
  [{ from: '2026-03-01T00:00:00Z', to: '2026-03-01' }, invalid('from', 'date')],
  [{ from: '2026-03-01', to: 'tomorrow' }, invalid('to', 'date')],
  [{ from: '2026-03-01' }, invalid('to', 'date')],
  [{ from: 20_260_301, to: null }, invalid('from', 'date')],
  [undefined, invalid('from', 'date')],
  [{ from: '2026-03-02', to: '2026-03-01' }, invalid('to', 'order')],
  [{ from: '2026-01-01', to: '2027-01-02' }, invalid('to', 'too_long')],
])('%j is no range', async (range, refusal) => {
  expect(await outcome(range)).toEqual(refusal);
});

it.each([
  { from: '2026-03-01', to: '2026-03-01' },
  { from: '2026-01-01', to: '2027-01-01' },
  { from: '0000-01-01', to: '0000-01-02' },
])('%j is one', async (range) => {
  expect(await outcome(range)).toEqual([]);
});

it('asks a store for no year before the first', async () => {
  const { store, faults } = faultyStore(inMemoryStore());
  const audited = await auditServiceDays(store, { from: '0000-01-01', to: '0000-01-02' });
  expect(audited.isOk()).toBe(true);
  const lists = faults.calls.filter(({ operation }) => operation === 'list');
  expect(lists).toMatchObject([{ args: [{ from: Date.parse('0000-01-01T00:00:00Z') }] }]);
});
