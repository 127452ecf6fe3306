import { expect } from 'vitest';

let booked = 0;

/**
 * Books an hour that nobody else wants, as someone who knows nothing of any attack; and repeats a request that the
 * server did not hear in time, as HTTP allows, for here the time is short and the machine may be busy.
 */
export async function expectHonestService(url: string): Promise<void> {
  const dateTime = new Date(Date.now() + 86_400_000).toISOString();
  booked += 1;
  const body = JSON.stringify({ userId: 'ada', serviceId: `honest-${booked}`, dateTime });
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `honest-${booked}` };
  const ask = () => fetch(`${url}/bookings`, { method: 'POST', headers, body });
  let answer = await ask();
  while (answer.status === 408) answer = await ask();
  expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining('"confirmed"')]);
}

/** Fills a list whose full page is about a megabyte. */
export async function bookLargely(url: string, serviceId: string): Promise<void> {
  const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`m${n}`, 'x'.repeat(500)]));
  for (let day = 1; day <= 100; day += 1) {
    const dateTime = new Date(Date.now() + day * 86_400_000).toISOString();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ userId: 'ada', serviceId, dateTime, metadata });
    const answer = await fetch(`${url}/bookings`, { method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toMatchObject([201, { serviceId }]);
  }
}
