import { describe, expect, it } from 'vitest';
import { tableDefinition } from '../../src/adapters/dynamodb/index.js';
import { TRANSITIONS } from '../../src/domain/booking/transitions.js';
import { LIVE_LIMITS } from '../../src/entrypoints/express/live/limits.js';
import { LIVE_ERRORS } from '../../src/entrypoints/live/live-errors.js';
import { PROBLEM_FACTS } from '../../src/entrypoints/http/problem-facts.js';
import { PROBLEMS } from '../../src/entrypoints/http/problem-table.js';
import { tableIn } from './table-in.js';

describe('the status table in the documentation', () => {
  const [head = [], , ...rows] = tableIn('concepts.md', String.raw`from \ command`);

  it('is the one in the code', () => {
    const written = Object.fromEntries(
      rows.map(([status, ...cells]) => [status, Object.fromEntries(cells.map((cell, at) => [head[at + 1], cell]))]),
    );
    expect(written).toEqual(TRANSITIONS);
  });
});

describe('the table of errors in the documentation', () => {
  const [, , ...rows] = tableIn('errors.md', 'status');

  it('has every code with its status', () => {
    const written = rows.map(([status, code]) => [code?.replaceAll('`', ''), Number(status)]);
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries(Object.entries(PROBLEMS).map(([kind, { status }]) => [kind, status])),
    );
    expect(written).toHaveLength(Object.keys(PROBLEMS).length);
  });

  it.each(Object.entries(PROBLEM_FACTS))('names the facts of %s', (kind, facts) => {
    const cell = rows.find(([, code]) => code === `\`${kind}\``)?.[2] ?? '';
    const named = [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(facts));
  });
});

describe('the table of error frames in the documentation', () => {
  const [, , ...rows] = tableIn('live.md', 'code');
  const named = (cell = ''): readonly string[] => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

  it('has every code with its facts', () => {
    expect(rows.map(([code, facts]) => [...named(code), named(facts)])).toEqual(Object.entries(LIVE_ERRORS));
  });
});

describe('the table of indexes in the documentation of DynamoDB', () => {
  const [, , ...rows] = tableIn('dynamodb.md', 'index');
  const named = (cell = ''): readonly string[] => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

  it('is the definition of the table', () => {
    const defined = tableDefinition('any').GlobalSecondaryIndexes?.map(({ IndexName, KeySchema = [], Projection }) => [
      [IndexName],
      ...KeySchema.map(({ AttributeName }) => [AttributeName]),
      Projection?.NonKeyAttributes,
    ]);
    expect(rows.map((cells) => cells.map(named))).toEqual(defined);
  });
});

describe('the table of what a live connection may cost', () => {
  const [, , ...rows] = tableIn('live.md', 'limit');
  const seconds = (ms: number): string => `${ms / 1_000} s`;

  it('has the limits of the code', () => {
    const { handshakeMs, connectionsOfOne, frameBytes, frameParts, framesWaiting, unreadBytes, ...times } = LIVE_LIMITS;
    const { heartbeatMs, connectionMs, closingMs, ...others } = times;
    expect(others).toEqual({});
    expect(rows.map(([, is]) => is)).toEqual([
      seconds(handshakeMs),
      String(connectionsOfOne),
      `${frameBytes / 1_024} KB`,
      String(frameParts),
      String(framesWaiting),
      `${unreadBytes / 1_048_576} MB`,
      seconds(heartbeatMs),
      `${connectionMs / 3_600_000} h`,
      seconds(closingMs),
    ]);
  });
});
