import express from 'express';
import { describe, it } from 'vitest';
import { runScenario } from '../http/run-scenario.js';
import { SCENARIOS } from '../http/scenarios/index.js';
import { openExpress } from './express-wire.js';

const MOUNTS = [
  { where: 'at the root', base: '' },
  { where: 'below a path', base: '/api/v1' },
];

describe.each(MOUNTS)('the router $where', ({ base }) => {
  for (const [subject, scenarios] of Object.entries(SCENARIOS)) {
    describe(subject, () => {
      for (const scenario of scenarios) it(scenario.name, () => runScenario(openExpress(), scenario, base));
    });
  }
});

/** What the host's parser refuses itself, before the router sees it. */
const THEIRS = new Set(['malformed JSON', 'bytes that are no UTF-8', 'JSON that is no object', 'a wrong content type']);

describe("the router behind the host's own express.json()", () => {
  const open = openExpress({ before: (app) => app.use(express.json({ limit: '2mb' })) });
  for (const [subject, scenarios] of Object.entries(SCENARIOS)) {
    describe(subject, () => {
      for (const scenario of scenarios.filter(({ name }) => !THEIRS.has(name))) {
        it(scenario.name, () => runScenario(open, scenario));
      }
    });
  }
});
