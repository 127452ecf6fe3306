import { createBookings, type ServiceInput } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import { manualClock, staff } from 'holdfast/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Arrangement, startArrangement } from '../../scripts/aws-local/arrangement.ts';
import { startHttpGateway } from '../../scripts/aws-local/http/gateway.ts';
import { LambdaFunction } from '../../scripts/aws-local/lambda-function.ts';
import { deployment } from '../../scripts/aws-local/template.ts';
import { localTable } from '../adapters/dynamodb/local-table.js';
import { ask } from '../entrypoints/express/express-wire.js';
import { NOW, type Scenario } from '../entrypoints/http/scenario.js';
import { SCENARIOS } from '../entrypoints/http/scenarios/index.js';
import type { WireRequest } from '../entrypoints/http/wire.js';
import { FRONTS } from '../entrypoints/lambda/http/fronts.js';
import { PairedNames } from './paired-names.js';
import { recordedOnExpress } from './recorded-scenario.js';
import { standingClock } from './standing-clock.js';

let aws: Arrangement;
beforeAll(async () => {
  aws = await startArrangement();
});
afterAll(() => aws?.stop());

/** A new table with these services in it. */
async function tableWith(services: readonly ServiceInput[]): Promise<string> {
  const { client, tableName, drop } = await localTable();
  onTestFinished(drop);
  const bookings = createBookings({ store: dynamodbStore(client, { tableName }), services, clock: manualClock(NOW), defaultActor: null });
  // Services are put with the first read.
  expect((await bookings.listServices({ actor: staff('sam') })).isOk()).toBe(true);
  return tableName;
}

/** The deployed HTTP function behind an HTTP API, on a table of its own, by a clock of its own. */
async function deployed({ services = [], requireIdempotencyKey }: Scenario) {
  const clock = standingClock(NOW);
  const { settings } = aws.functions.http;
  const environment = {
    ...settings.environment,
    ...clock.environment,
    HOLDFAST_TABLE: await tableWith(services),
    HOLDFAST_REQUIRE_IDEMPOTENCY_KEY: String(requireIdempotencyKey === true),
  };
  const called = new LambdaFunction({ ...settings, environment }, 1);
  const gateway = await startHttpGateway({
    routes: deployment().httpApi.routes,
    claimsIn: (authorization) => aws.issuer.claimsIn(authorization),
    invoke: (event) => called.invoke(event),
  });
  onTestFinished(async () => {
    gateway.close();
    await called.kill();
  });
  return { clock, port: Number(new URL(gateway.url).port) };
}

/** With a token in the place of who is said to be calling. */
async function withToken({ as, headers, ...request }: WireRequest): Promise<WireRequest> {
  if (!as) return { ...request, headers };
  return { ...request, headers: { ...headers, authorization: `Bearer ${await aws.issuer.tokenFor(as.subject, as.roles)}` } };
}

function translated(request: WireRequest, names: PairedNames): WireRequest {
  const { target, headers, body } = request;
  const values = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? names.translated(value) : value.map((one) => names.translated(one)),
  ]);
  return {
    ...request,
    target: names.translated(target),
    headers: Object.fromEntries(values),
    body: typeof body === 'string' ? names.translated(body) : body,
  };
}

/** What anybody may read. For all else an HTTP API wants a token first, before it looks at anything. */
const OPEN = /^\/(livez|readyz|openapi\.json|calendars\/[^/]+)$/;
const isTurnedAway = ({ as, method, target }: WireRequest): boolean =>
  !as && !(['GET', 'HEAD'].includes(method) && OPEN.test(target.split('?', 1)[0] ?? ''));

const carries = FRONTS[0]?.carries ?? (() => true);

describe('the deployed function behind an HTTP API answers as Express does, but for the ids it draws and for who has no token', () => {
  for (const [subject, scenarios] of Object.entries(SCENARIOS)) {
    describe(subject, () => {
      for (const scenario of scenarios) {
        it(scenario.name, async () => {
          const exchanges = await recordedOnExpress(scenario);
          const { clock, port } = await deployed(scenario);
          const names = new PairedNames();
          let compared = 0;
          for (const { at, request, answer } of exchanges) {
            if (!carries(request.target)) continue;
            clock.set(at);
            compared += 1;
            const asked = `${request.method} ${request.target}`;
            const answered = await ask(port, await withToken(translated(request, names)), '');
            if (isTurnedAway(request)) {
              const text = request.method === 'HEAD' ? '' : '{"message":"Unauthorized"}';
              expect(answered, asked).toMatchObject({ status: 401, text });
              continue;
            }
            const [express, lambda] = names.compared(answer, answered);
            expect(lambda, asked).toBe(express);
          }
          expect(compared).toBeGreaterThan(0);
        });
      }
    });
  }
});
