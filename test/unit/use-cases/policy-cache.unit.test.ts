import { describe, expect, it } from 'vitest';
import { PolicyCache } from '../../../src/domain/use-cases/attempt/policy-cache.js';
import { DEFAULT_POLICY } from '../../../src/domain/schedule/policy.js';
import { service } from '../builders.js';

const MOST = 10_000;
const named = (serviceId: string) => service({ serviceId, capacity: 7 });

function full(): PolicyCache {
  const cache = new PolicyCache(false);
  for (let n = 0; n < MOST; n += 1) cache.remember(named(`s-${n}`));
  return cache;
}

describe('a policy that was never read', () => {
  it('names days by the defaults', () => {
    expect(new PolicyCache(false).lastSeen('chair')).toMatchObject({ ...DEFAULT_POLICY, version: 0 });
  });
});

describe('a service that the catalog does not know', () => {
  it.each([
    ['may be booked by the defaults', false],
    ['may not be booked where such services are refused', true],
  ])('%s', (_, refuse) => {
    const resolved = new PolicyCache(refuse).resolve('chair', undefined);
    expect(resolved).toMatchObject({ bookable: !refuse, service: { ...DEFAULT_POLICY, version: 0 } });
  });

  it('is the same one each time', () => {
    const cache = new PolicyCache(false);
    expect(cache.resolve('chair', undefined).service).toBe(cache.resolve('chair', undefined).service);
  });

  it('is not the one that was known before', () => {
    const cache = new PolicyCache(false);
    cache.remember(named('chair'));
    expect(cache.resolve('chair', undefined).service).toMatchObject({ capacity: 1, version: 0 });
    expect(cache.lastSeen('chair').capacity).toBe(1);
  });

  it('is known once it was put, and bookable', () => {
    const cache = new PolicyCache(true);
    expect(cache.resolve('chair', named('chair'))).toEqual({ service: named('chair'), bookable: true });
    expect(cache.lastSeen('chair').capacity).toBe(7);
  });
});

describe('the memory of policies', () => {
  it(`holds ${MOST} services, and starts anew with the next`, () => {
    const cache = full();
    expect(cache.lastSeen('s-0').capacity).toBe(7);
    cache.remember(named('one-more'));
    expect(cache.lastSeen('s-0').capacity).toBe(1);
    expect(cache.lastSeen('one-more').capacity).toBe(7);
  });

  it('when full still takes what is new of those that it holds', () => {
    const cache = full();
    cache.remember({ ...named('s-1'), capacity: 9 });
    expect(cache.lastSeen('s-1').capacity).toBe(9);
    expect(cache.lastSeen('s-0').capacity).toBe(7);
  });
});
