// All that the template deploys, on this machine, to play with. Ends with Ctrl-C.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { asked, whole } from './arguments.ts';
import { startArrangement } from './aws-local/arrangement.ts';
import { needingDynamodb } from './dynamodb-local.ts';

const USAGE = 'npm run aws:local -- [--http-port PORT] [--websocket-port PORT]';
const SWEEP_EVERY_MS = 60_000;

const ports = asked(USAGE, () => {
  const options = { 'http-port': { type: 'string', default: '3000' }, 'websocket-port': { type: 'string', default: '3001' } } as const;
  const { values } = parseArgs({ options });
  return { httpPort: whole('http-port', values['http-port']), webSocketPort: whole('websocket-port', values['websocket-port']) };
});

// Listened to from the start on, so that whatever runs by then is stopped in order.
const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

await needingDynamodb(async (environment) => {
  Object.assign(process.env, environment);
  const onLog = (name: string, text: string): void => void process.stderr.write(`${name}: ${text}`);
  const arrangement = await startArrangement({ ...ports, sweepEveryMs: SWEEP_EVERY_MS, onLog });
  const { http, webSocket, issuer, topic } = arrangement;
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const booking = JSON.stringify({ userId: 'ada', serviceId: 'massage', dateTime: `${tomorrow}T10:00:00Z` });
  console.log(`
HTTP API    ${http.url}
WebSocket   ${webSocket.url}

export USER_TOKEN=${await issuer.tokenFor('ada', undefined, '12h')}
export STAFF_TOKEN=${await issuer.tokenFor('sam', ['staff'], '12h')}

Book as ada, and look at it as staff:
  curl -i ${http.url}/bookings -H "Authorization: Bearer $USER_TOKEN" -H 'Content-Type: application/json' \\
    -H 'Idempotency-Key: first' -d '${booking}'
  curl -s '${http.url}/bookings?serviceId=massage' -H "Authorization: Bearer $STAFF_TOKEN"

Once more with the same key: the same answer, and no second booking. Follow what happens, in another terminal:
  node --input-type=module -e '
    import { WebSocket } from "ws";
    const live = new WebSocket("${webSocket.url}", { headers: { authorization: "Bearer " + process.env.STAFF_TOKEN } });
    live.on("open", () => live.send(JSON.stringify({ action: "subscribe", topics: ["all"] })));
    live.on("message", (text) => console.log(String(text)));'

Ctrl-C ends it, and what was booked is gone.
`);
  topic.onArrival(({ subject, attributes }) => console.log(`notified: ${attributes['eventId']} ${subject ?? ''}`));
  await told;
  await arrangement.stop();
});
