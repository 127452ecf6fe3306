import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { requestNumber } from './requests.ts';
import { inTurn, median, medianRatio } from './rounds.ts';
import { rate, type Row } from './table.ts';

const AIM = 0.75;
const CONNECTIONS = 50;

/** Requests per second of a fresh server, in a process of its own, once it is warm. */
async function load(which: 'ours' | 'floor'): Promise<number> {
  const server = fork(fileURLToPath(new URL('http-server.ts', import.meta.url)), [which]);
  const [port] = await once(server, 'message');
  let sent = 0;
  const fire = (seconds: number): Promise<autocannon.Result> =>
    autocannon({
      url: `http://127.0.0.1:${port}/bookings`,
      method: 'POST',
      connections: CONNECTIONS,
      duration: seconds,
      headers: { 'content-type': 'application/json' },
      requests: [{ setupRequest: (request) => ({ ...request, body: JSON.stringify(requestNumber(sent++)) }) }],
    });
  await fire(2);
  const { requests, non2xx, errors } = await fire(4);
  server.disconnect();
  if (non2xx + errors > 0) throw new Error(`${which}: ${non2xx} answers were no success, ${errors} errors`);
  return requests.average;
}

export async function http(): Promise<readonly Row[]> {
  const [ours = [], floor = []] = await inTurn(5, 0, [() => load('ours'), () => load('floor')]);
  const ratio = medianRatio(ours, floor);
  return [
    { measure: `POST /bookings, Express in memory, ${CONNECTIONS} connections`, ours: rate(median(ours)), floor: rate(median(floor)), ratio: ratio.toFixed(2), aim: `≥ ${AIM.toFixed(2)}`, met: ratio >= AIM },
  ];
}
