import { describe, it } from 'vitest';
import { openDirect } from './direct-wire.js';
import { runScenario } from './run-scenario.js';
import { SCENARIOS } from './scenarios/index.js';

const MOUNTS = [
  { where: 'at the root', base: '' },
  { where: 'below a path', base: '/api/v1' },
];

describe.each(MOUNTS)('the API without a transport, $where', ({ base }) => {
  for (const [subject, scenarios] of Object.entries(SCENARIOS)) {
    describe(subject, () => {
      for (const scenario of scenarios) it(scenario.name, () => runScenario(openDirect, scenario, base));
    });
  }
});
