import type { Actor, Policy } from '../../src/index.js';
import {
  MINUTE,
  type Plan,
  type Planned,
  type PlannedCall,
  type PlannedInput,
  type Rates,
  type Send,
  START,
  UNKNOWN_SERVICE,
} from './plan.js';
import { type Chance, chanceOf } from './random.js';

const HOLD_MINUTES = 10;
const NEAR_START = 20;
const LAPSE = HOLD_MINUTES * MINUTE;

/** When something is about to be decided: at first, when the first holds lapse, when the first slot begins, later. */
const MOMENTS: readonly [number, ...number[]] = [0, 2_000, 90_000, LAPSE, NEAR_START * MINUTE];

const NEAR = new Date(START + NEAR_START * MINUTE).toISOString();
const MIDNIGHT = ['2026-12-01T23:30:00Z', '2026-12-02T00:00:00Z'] as const;

/** Few slots, so that they meet: overlapping ones, back-to-back ones, across midnight, and right after it. */
const STARTS = ['2026-12-01T12:00:00Z', '2026-12-01T12:30:00Z', '2026-12-01T13:00:00Z', NEAR, NEAR, ...MIDNIGHT] as const;

/** What a run is about: everything, or the moment at which holds lapse, and that across two service days. */
interface Scene {
  readonly processes: number;
  readonly starts: readonly [string, ...string[]];
  readonly later: readonly [number, ...number[]];
}
const sceneOf = (chance: Chance, processes: number): Scene => ({
  processes,
  starts: chance.pick<Scene['starts']>('starts', [STARTS, STARTS, STARTS, MIDNIGHT]),
  later: chance.pick<Scene['later']>('later', [[20, 2_000, LAPSE, ...MOMENTS], [20, 2_000, LAPSE, ...MOMENTS], [LAPSE]]),
});

const ada: Actor = { subject: 'ada', roles: ['user'] };
const bob: Actor = { subject: 'bob', roles: ['user'] };
const desk: Actor = { subject: 'desk', roles: ['staff'] };

/** One run in five is calm, so that faults hide nothing; the others have a few kinds, some of them heavy. */
function ratesOf(chance: Chance): Rates {
  const isCalm = chance.happens('calm', 0.2);
  const rate = (kind: string, most: number): number =>
    isCalm || chance.happens(`no ${kind}`, 0.4) ? 0 : chance.draw(kind) * most;
  return {
    lost: rate('lost', 0.12),
    unheard: rate('unheard', 0.2),
    late: rate('late', 0.15),
    slow: rate('slow', 0.2),
    conflict: rate('conflict', 0.15),
    unread: rate('unread', 0.08),
    unpublished: rate('unpublished', 0.5),
    doubled: rate('doubled', 0.3),
    unpublishable: rate('unpublishable', 0.1),
  };
}

const policyOf = (chance: Chance): Partial<Policy> => ({
  capacity: chance.pick('capacity', [1, 1, 2, 3]),
  durationMinutes: chance.pick('duration', [60, 60, 60, 30]),
  minNoticeMinutes: chance.pick('notice before', [0, 0, 0, 0, 15]),
  ...(chance.happens('own duration', 0.7) && { minDurationMinutes: 30, maxDurationMinutes: 120 }),
  holdMinutes: HOLD_MINUTES,
  bufferBeforeMinutes: chance.pick('before', [0, 0, 15]),
  bufferAfterMinutes: chance.pick('after', [0, 0, 30]),
  cancellationNoticeMinutes: chance.pick('notice', [0, 0, 19, 20]),
});

/** Around a moment: close together, or as far apart as clocks may be. */
function around(chance: Chance, moment: number): number {
  const spread = chance.pick('spread', [40, 40, 400, 2_500]);
  return Math.max(0, moment + chance.between('offset', moment === 0 ? 0 : -spread, spread));
}

function sendsOf(chance: Chance, processes: number, hasKey: boolean): readonly Send[] {
  const count = hasKey ? chance.pick('sends', [1, 2, 2, 3]) : 1;
  return Array.from({ length: count }, (_, n) => {
    const one = chance.of(`send ${n}`);
    const after = n === 0 ? 0 : one.pick('after', [0, 5, 30, 400, 8_000, 45_000, LAPSE]);
    return { after, process: one.below('process', processes), heard: !one.happens('unheard', 0.1) };
  });
}

const wanted = (chance: Chance, { starts }: Scene): PlannedInput => ({
  dateTime: chance.pick('start', starts),
  ...(chance.happens('duration', 0.15) && { durationMinutes: chance.pick('minutes', [30, 60, 120]) }),
  ...(chance.happens('many units', 0.3) && { units: chance.pick('units', [2, 2, 3]) }),
});

function createOf(chance: Chance, scene: Scene, request: string): Pick<PlannedCall, 'operation' | 'actor' | 'input'> {
  const userId = chance.pick('user', ['ada', 'bob']);
  const owner = userId === 'ada' ? ada : bob;
  const actor = chance.happens('staff', 0.3) ? desk : chance.happens('stranger', 0.04) ? (userId === 'ada' ? bob : ada) : owner;
  const hold = chance.happens('hold', 0.5);
  const elsewhere = chance.happens('elsewhere', 0.12) && { serviceId: UNKNOWN_SERVICE };
  return { operation: 'create', actor, input: { ...wanted(chance, scene), ...elsewhere, userId, hold, notes: request } };
}

function commandOf(
  chance: Chance,
  scene: Scene,
  request: string,
  owner: string,
): Pick<PlannedCall, 'operation' | 'actor' | 'input'> {
  const operation = chance.pick('operation', [
    'confirm', 'confirm', 'confirm', 'reschedule', 'reschedule', 'reschedule', 'update', 'cancel', 'cancel', 'complete',
    'no_show', 'get', 'list',
  ] as const);
  const [own, other] = owner === 'ada' ? [ada, bob] : [bob, ada];
  const isClosing = operation === 'complete' || operation === 'no_show';
  const actor = isClosing && !chance.happens('forbidden', 0.1) ? desk : chance.happens('stranger', 0.06) ? other : chance.happens('staff', 0.4) ? desk : own;
  const inputs: Partial<Record<typeof operation, PlannedInput>> = {
    confirm: chance.happens('paid', 0.4) ? { paymentReference: request } : {},
    reschedule: wanted(chance, scene),
    update: chance.happens('moves', 0.3) ? wanted(chance, scene) : { notes: chance.pick('note', [request, 'same']) },
    cancel: chance.happens('reason', 0.3) ? { reason: request } : {},
    list: actor !== desk && chance.happens('of whomever', 0.3) ? {} : { userId: actor.subject },
  };
  return { operation, actor, input: inputs[operation] ?? {} };
}

function callOf(chance: Chance, scene: Scene, id: number, earlier: readonly PlannedCall[]): PlannedCall {
  const creates = earlier.filter(({ operation }) => operation === 'create');
  const [oldest, ...younger] = creates;
  const isCreate = !oldest || chance.happens('create', creates.length < 4 ? 0.5 : 0.2);
  const request = `q${id}`;
  const target = isCreate || !oldest ? undefined : chance.pick('on', [oldest, ...younger]);
  const wish = target ? commandOf(chance, scene, request, target.input.userId ?? '') : createOf(chance, scene, request);
  const isRead = wish.operation === 'get' || wish.operation === 'list';
  const hasKey = !isRead && chance.happens('key', 0.6);
  // A key means nothing beyond its operation: there it meets another command, elsewhere it has to be as good as new.
  const isAbroad = chance.happens('of another operation', 0.25);
  const others = earlier.filter(({ key, operation }) => key !== undefined && isAbroad === (operation !== wish.operation));
  const stolen = chance.happens('key of another', 0.1) ? others[chance.below('which', others.length)]?.key : undefined;
  const moment = isCreate ? chance.pick('moment', [0, 0, 2_000, ...MOMENTS]) : chance.pick('moment', scene.later);
  return {
    do: 'call',
    id,
    at: around(chance, moment),
    ...wish,
    on: target?.id,
    key: hasKey ? (stolen ?? `k${id}`) : undefined,
    ifMatch: !isCreate && !isRead && chance.happens('if match', 0.12) ? chance.between('version', 1, 2) : undefined,
    sends: sendsOf(chance, scene.processes, hasKey),
    abortAfter: !isRead && chance.happens('gives up', 0.05) ? chance.between('patience', 0, 60) : undefined,
  };
}

function upheavalOf(chance: Chance, id: number, processes: number): Planned {
  const at = around(chance, chance.pick('moment', MOMENTS));
  const process = chance.below('process', processes);
  const kind = chance.pick('kind', ['pass', 'pass', 'pass', 'crash', 'crash', 'policy'] as const);
  if (kind === 'policy') return { do: kind, id, at, process, policy: policyOf(chance) };
  if (kind === 'crash') return { do: kind, id, at, process, downFor: chance.pick('down', [5, 200, 3_000]) };
  return { do: kind, id, at, process };
}

/** What a seed stands for. */
export function planOf(seed: number): Plan {
  const chance = chanceOf(seed);
  const processes = chance.pick('processes', [2, 2, 3]);
  const apart = chance.pick('apart', [0, 200, 2_000, 2_000]);
  const scene = sceneOf(chance, processes);
  const calls: PlannedCall[] = [];
  const count = chance.between('calls', 8, 24);
  for (let id = 0; id < count; id += 1) calls.push(callOf(chance.of(`call ${id}`), scene, id, calls));
  const upheavals = Array.from({ length: chance.between('upheavals', 1, 6) }, (_, n) =>
    upheavalOf(chance.of(`upheaval ${n}`), count + n, processes),
  );
  return {
    seed,
    ahead: Array.from({ length: processes }, (_, n) => [-apart / 2, apart / 2, 0][n] ?? 0),
    policy: policyOf(chance),
    rates: ratesOf(chance),
    rememberMs: chance.pick('remember', [24 * 60, 24 * 60, 24 * 60, 1]) * MINUTE,
    refuseUnknownServices: chance.happens('refuses unknown', 0.3),
    items: [...calls, ...upheavals],
  };
}
