import type { Outcome } from '../../../ports/outcome.js';

/** A rule of a contract does not hold. The message says which, and what was found. */
export class BrokenContract extends Error {
  override readonly name = 'BrokenContract';
}

export function check(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new BrokenContract(rule);
}

/** Equal in depth; a property that is `undefined` equals one that is absent. */
export function same(found: unknown, expected: unknown, rule: string): void {
  if (isSame(found, expected)) return;
  throw new BrokenContract(`${rule}\n  expected ${shown(expected)}\n  found    ${shown(found)}`);
}

/** The value of an outcome that has to be a success. */
export async function value<T, E>(outcome: Outcome<T, E>, rule: string): Promise<T> {
  const result = await outcome;
  if (result.isOk()) return result.value;
  throw new BrokenContract(`${rule}\n  answered ${shown(result.error)}`);
}

/** The error of an outcome that has to be a failure. */
export async function failure<T, E>(outcome: Outcome<T, E>, rule: string): Promise<E> {
  const result = await outcome;
  if (result.isErr()) return result.error;
  throw new BrokenContract(`${rule}\n  answered ${shown(result.value)}`);
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const left = given(a);
  const right = new Map(given(b));
  return left.length === right.size && left.every(([key, item]) => right.has(key) && isSame(item, right.get(key)));
}

const isObject = (any: unknown): any is object => typeof any === 'object' && any !== null;
const given = (of: object): [string, unknown][] => Object.entries(of).filter(([, item]) => item !== undefined);

const LONGEST = 2000;
function shown(any: unknown): string {
  const text = JSON.stringify(any) ?? String(any);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
