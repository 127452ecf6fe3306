import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Row = readonly string[];

function rowsOf(file: string, head: string): readonly Row[] {
  const lines = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8').split('\n');
  const from = lines.findIndex((line) => line.startsWith(head)) + 2;
  const length = lines.slice(from).findIndex((line) => !line.startsWith('|'));
  return lines.slice(from, from + length).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}

const rows = rowsOf('aws.md', '| part | per booking |');
const parts = rows.slice(0, -1);
const usdOf = ([, , millions, price]: Row): number => Number(millions) * Number(price);

describe('what a million bookings cost on AWS, in the documentation', () => {
  it.each(parts)('%s: the product is right', (...row) => expect(Math.abs(Number(row[4]) - usdOf(row))).toBeLessThanOrEqual(0.005_001));

  it('the sum is right', () => {
    expect(rows.at(-1)?.[0]).toBe('sum');
    expect(Number(rows.at(-1)?.[4])).toBeCloseTo(parts.reduce((sum, row) => sum + Number(row[4]), 0), 2);
  });

  it('the units of the table are those that were counted', () => {
    const create = rowsOf('dynamodb.md', '| operation | requests |').find(([name]) => name === 'create');
    const unitsOf = (name: string) => rows.find(([part]) => part === name)?.[2];
    expect([unitsOf('table, read units'), unitsOf('table, write units')]).toEqual([create?.[2], create?.[3]]);
  });
});
