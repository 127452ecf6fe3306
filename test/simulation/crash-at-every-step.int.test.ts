import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Simulator } from '../../scripts/simulator.js';
import { calm, MINUTE, type Plan, type PlannedCall, type PlannedInput } from './plan.js';

const BOOKED = 1_000;
const NEAR = '2026-12-01T08:20:00Z';
const FAR = '2026-12-01T23:30:00Z';
/** Longer than any command takes when nothing is in its way. */
const LONGEST = 120;

interface Case {
  readonly operation: PlannedCall['operation'];
  readonly input: PlannedInput;
  /** Milliseconds after the start. */
  readonly at?: number;
  readonly hold?: boolean;
}
const CASES: readonly Case[] = [
  { operation: 'confirm', input: {}, hold: true },
  { operation: 'reschedule', input: { dateTime: '2026-12-02T10:00:00Z' } },
  { operation: 'update', input: { notes: 'by the window' } },
  { operation: 'cancel', input: {} },
  { operation: 'complete', input: {}, at: 21 * MINUTE },
  { operation: 'no_show', input: {}, at: 21 * MINUTE },
];

const desk = { subject: 'desk', roles: ['staff'] } as const;
const once = [{ after: 0, process: 1, heard: true }];
/** To a process that is killed meanwhile, and to another one when it does not answer. */
const twice = [{ after: 0, process: 0, heard: true }, { after: 5_000, process: 1, heard: true }];

const created = (hold: boolean, at: number): PlannedCall => {
  const input = { userId: 'ada', dateTime: at > 0 ? NEAR : FAR, hold };
  return { do: 'call', id: 1, at: 0, actor: desk, operation: 'create', input, sends: once };
};

function plan(kill: number, calls: readonly PlannedCall[]): Plan {
  const items = [...calls, { do: 'crash', id: 9, at: kill, process: 0, downFor: 50 } as const];
  return { ...calm(), ahead: [0, 0], items };
}

describe('a process killed at any moment of a command, and the command sent again under its key', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await Simulator.over({ workers: 1, name: 'crashing' });
  });
  afterAll(() => simulator.close());

  async function killedAtEach(from: number, calls: readonly PlannedCall[]): Promise<void> {
    let replays = 0;
    let firsts = 0;
    for (let after = 0; after <= LONGEST; after += 1) {
      const { violations, tally } = await simulator.run(plan(from + after, calls));
      expect(violations).toEqual([]);
      if (tally.has('replay')) replays += 1;
      else firsts += 1;
    }
    // Killed early, it had not happened yet; killed late, it had.
    expect(firsts).toBeGreaterThan(0);
    expect(replays).toBeGreaterThan(0);
  }

  it('create', async () => {
    const call = { do: 'call', id: 2, actor: desk, operation: 'create', key: 'k', sends: twice } as const;
    await killedAtEach(BOOKED, [{ ...call, at: BOOKED, input: { userId: 'ada', dateTime: FAR } }]);
  });

  it.each(CASES)('$operation', async ({ operation, input, at = BOOKED, hold = false }) => {
    const call = { do: 'call', id: 2, at, actor: desk, operation, on: 1, input, key: 'k', sends: twice } as const;
    await killedAtEach(at, [created(hold, at === BOOKED ? 0 : at), call]);
  });
});
