import { describe, expect, it } from 'vitest';
import { openExpress } from '../../express/express-wire.js';
import { runScenario } from '../../http/run-scenario.js';
import type { Scenario } from '../../http/scenario.js';
import { SCENARIOS } from '../../http/scenarios/index.js';
import type { OpenWire, WireAnswer } from '../../http/wire.js';
import { FRONTS, type Front } from './fronts.js';
import { openLambda } from './lambda-wire.js';

/** What a server says of itself and of the connection. */
const THEIRS = new Set(['connection', 'date', 'keep-alive', 'x-powered-by']);

/** Tokens of feeds, which are drawn at random. */
const TOKEN = /(?<="token":"|\/calendars\/)[\w-]{43}/g;
const sameToken = (text: string): string => text.replaceAll(TOKEN, 'token');

const told = ({ status, headers, text }: WireAnswer): WireAnswer => ({
  status,
  headers: Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (THEIRS.has(name) ? [] : [[name, sameToken(value)]])),
  ),
  text: sameToken(text),
});

/** Every answer of a scenario over this transport, without the addresses that `front` does not carry. */
async function answersOf(open: OpenWire, scenario: Scenario, { base, carries }: Front): Promise<readonly WireAnswer[]> {
  const answers: WireAnswer[] = [];
  const listening: OpenWire = async (bookings, mountedAt, calendars) => {
    const wire = await open(bookings, mountedAt, calendars);
    return {
      carries,
      async send(request) {
        const answer = await wire.send(request);
        answers.push(told(answer));
        return answer;
      },
      close: () => wire.close(),
    };
  };
  await runScenario(listening, scenario, base);
  return answers;
}

describe.each(FRONTS)('the Lambda function behind $name answers as Express does', (front) => {
  for (const [subject, scenarios] of Object.entries(SCENARIOS)) {
    describe(subject, () => {
      for (const scenario of scenarios) {
        it(scenario.name, async () => {
          const answers = await answersOf(openLambda(front), scenario, front);
          expect(answers.length).toBeGreaterThan(0);
          expect(answers).toEqual(await answersOf(openExpress(), scenario, front));
        });
      }
    });
  }
});
