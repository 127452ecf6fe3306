import { describe, expect, it } from 'vitest';
import { tableDefinition, TTL_ATTRIBUTE } from '../../../src/adapters/dynamodb/index.js';
import type { Attributes } from '../../../src/adapters/dynamodb/attributes.js';
import { toBookingItem, toService, toState } from '../../../src/adapters/dynamodb/items.js';
import { toPending } from '../../../src/adapters/dynamodb/pending-events.js';
import { held, inStatus, service } from '../../unit/builders.js';
import { KINDS } from './stored-items.js';

const table = tableDefinition('bookings');
const indexes = table.GlobalSecondaryIndexes ?? [];
const keysOf = (schema: (typeof table)['KeySchema'] = []): readonly (string | undefined)[] =>
  schema.map(({ AttributeName }) => AttributeName);

/** What of an item is in an index; nothing when the index passes it over. */
function seenIn(name: string, item: Attributes): Attributes | undefined {
  const index = indexes.find(({ IndexName }) => IndexName === name);
  const keys = keysOf(index?.KeySchema);
  if (!index || keys.some((key) => key === undefined || item[key] === undefined)) return undefined;
  const carried = new Set([...keysOf(table.KeySchema), ...keys, ...(index.Projection?.NonKeyAttributes ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([attribute]) => carried.has(attribute)));
}

const need = (item: Attributes | undefined): Attributes => {
  if (item === undefined) throw new Error('not in the index');
  return item;
};

describe('the table', () => {
  it('declares exactly the attributes that are keys, each a string', () => {
    const keys = new Set([table, ...indexes].flatMap(({ KeySchema }) => keysOf(KeySchema)));
    expect(table.AttributeDefinitions).toEqual([...keys].map((name) => ({ AttributeName: name, AttributeType: 'S' })));
  });

  it('is paid by request, and its stream shows what was written', () => {
    expect(table).toMatchObject({
      TableName: 'bookings',
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    });
  });

  it('has a name for when an item may go', () => {
    expect(KINDS.record.item).toHaveProperty(TTL_ATTRIBUTE);
  });

  it('is made anew for everybody who asks, so that nobody changes another’s', () => {
    const everyObjectIn = (value: unknown): readonly object[] =>
      typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(everyObjectIn)] : [];
    const others = new Set(everyObjectIn(tableDefinition('a')));
    expect(others.size).toBeGreaterThan(40);
    expect(everyObjectIn(tableDefinition('a')).filter((part) => others.has(part))).toEqual([]);
  });
});

describe.each(['UserIndex', 'ServiceIndex', 'StartIndex'])('the %s', (name) => {
  it.each(Object.entries(inStatus))('carries what a list shows and filters by: %s', (status, make) => {
    const seen = need(seenIn(name, toBookingItem(make(), undefined)));
    expect(toState(seen)).toEqual(make());
    expect(seen['status']).toBe(status);
    if (name === 'UserIndex') expect(seen['serviceId']).toBe('chair');
  });

  it('passes over whatever is no booking', () => {
    const others = ['event', 'day', 'record', 'service'] as const;
    for (const kind of others) expect(seenIn(name, KINDS[kind].item)).toBeUndefined();
  });
});

describe('the sparse indexes', () => {
  it('carry what is asked of them', () => {
    expect(toState(need(seenIn('DueIndex', toBookingItem(held(), undefined))))).toEqual(held());
    expect(toService(need(seenIn('CatalogIndex', KINDS.service.item)))).toEqual(service());
    const leased = { ...KINDS.event.item, retryAt: 5, leasedBy: 'relay', leasedUntil: 9 };
    const pending = toPending(need(seenIn('OutboxIndex', leased)));
    expect(pending).toMatchObject({ version: 10, retryAt: 5, leasedBy: 'relay', leasedUntil: 9 });
  });

  it('hold nothing else', () => {
    const shownIn = (name: string) =>
      Object.entries(KINDS).flatMap(([kind, { item }]) => (seenIn(name, item) === undefined ? [] : [kind]));
    expect(shownIn('OutboxIndex')).toEqual(['event']);
    expect(shownIn('CatalogIndex')).toEqual(['service']);
    for (const { item } of Object.values(KINDS)) expect(seenIn('DueIndex', item)).toBeUndefined();
  });

  it('carry no event: an item that is read again costs less than every index that grows with it', () => {
    expect(need(seenIn('OutboxIndex', KINDS.event.item))).not.toHaveProperty('event');
  });
});
