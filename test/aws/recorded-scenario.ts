import { openExpress } from '../entrypoints/express/express-wire.js';
import { runScenario } from '../entrypoints/http/run-scenario.js';
import { NOW, type Scenario } from '../entrypoints/http/scenario.js';
import type { OpenWire, WireAnswer, WireRequest } from '../entrypoints/http/wire.js';

/** A request as Express was sent it, what it answered, and when. */
export interface Exchange {
  readonly at: string;
  readonly request: WireRequest;
  readonly answer: WireAnswer;
}

/** Plays a scenario over Express, and writes down what was said. */
export async function recordedOnExpress(scenario: Scenario): Promise<readonly Exchange[]> {
  const exchanges: Omit<Exchange, 'at'>[] = [];
  const listening: OpenWire = async (bookings, base, calendars) => {
    const wire = await openExpress()(bookings, base, calendars);
    return {
      async send(request) {
        const answer = await wire.send(request);
        exchanges.push({ request, answer });
        return answer;
      },
      close: () => wire.close(),
    };
  };
  await runScenario(listening, scenario);
  let at = NOW;
  return exchanges.map((exchange, n) => {
    at = scenario.steps[n]?.at ?? at;
    return { at, ...exchange };
  });
}
