import { type Arrangement, startArrangement } from '../scripts/aws-local/arrangement.ts';
import { follower, type LiveClient } from '../scripts/aws-local/live-client.ts';
import { onDynamodb } from './on-dynamodb.ts';
import { median, medianRatio } from './rounds.ts';
import { millis, type Row } from './table.ts';

const AIM = 1.5;
const LIVE = 450;
const DEAD = 50;
const ROUNDS = 12;
const WARM_UP = 2;
const AT_ONCE = 8;
const LONGEST_MS = 60_000;

async function followers(aws: Arrangement, name: string, count: number): Promise<readonly LiveClient[]> {
  const clients: LiveClient[] = [];
  let next = 0;
  const connect = async (): Promise<void> => {
    while (next < count) clients.push(await follower(aws, `${name}-${next++}`, ['all'], ['staff']));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, connect));
  return clients;
}

/** Connections that were there, and broke without a word. */
async function breakSome(aws: Arrangement, round: number): Promise<void> {
  const before = new Set(aws.connections.ids);
  await followers(aws, `gone-${round}`, DEAD);
  for (const id of aws.connections.ids.filter((one) => !before.has(one))) aws.connections.breakOff(id);
}

/** Milliseconds from a booking until every one of these has heard of it. */
async function toldOf(aws: Arrangement, n: number, live: readonly LiveClient[], authorization: string): Promise<number> {
  const dateTime = new Date((Math.floor(Date.now() / 86_400_000) + 1 + n) * 86_400_000);
  const heard = live.map((client) => client.next(LONGEST_MS));
  const started = performance.now();
  const booked = await fetch(`${aws.http.url}/bookings`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ userId: 'ada', serviceId: 'hall', dateTime }),
  });
  if (booked.status !== 201) throw new Error(await booked.text());
  await Promise.all(heard);
  return performance.now() - started;
}

/** The same live connections, with dead ones among them and without, in turn. */
export const live = (): Promise<readonly Row[]> =>
  onDynamodb(async () => {
    const aws = await startArrangement();
    try {
      const clients = await followers(aws, 'here', LIVE);
      const authorization = `Bearer ${await aws.issuer.tokenFor('sam', ['staff'], '12h')}`;
      const [alone, among]: [number[], number[]] = [[], []];
      for (let round = -WARM_UP; round < ROUNDS; round += 1) {
        const without = await toldOf(aws, 2 * (round + WARM_UP), clients, authorization);
        await breakSome(aws, round);
        const withDead = await toldOf(aws, 2 * (round + WARM_UP) + 1, clients, authorization);
        if (round < 0) continue;
        alone.push(without);
        among.push(withDead);
      }
      const ratio = medianRatio(among, alone);
      return [
        {
          measure: `an event to ${LIVE} live connections, ${DEAD} dead among them`,
          ours: millis(median(among)),
          floor: millis(median(alone)),
          ratio: ratio.toFixed(2),
          aim: `≤ ${AIM.toFixed(2)}`,
          met: ratio <= AIM,
        },
      ];
    } finally {
      await aws.stop();
    }
  });
