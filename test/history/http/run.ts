import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '../../../src/index.js';
import { tokenFor } from '../../attacks/tokens.js';
import type { History, Violation } from '../history.js';
import { checkHistory } from '../check-history.js';
import { toLines } from '../lines.js';
import { deliveriesIn, settle } from './aftermath.js';
import { Client } from './client.js';
import { Desk } from './desk.js';
import { type Dice, diceOf } from './dice.js';
import { gathered } from './gather.js';
import { SERVICES } from './intents.js';
import { Ledger } from './ledger.js';
import { PolicyKeeper } from './policy-keeper.js';
import { Servers } from './servers.js';
import type { Tally } from './tally.js';
import type { OpenStore, WatchedStore } from './watched-store.js';

export interface RunGiven {
  /** Where package.json is. */
  readonly root: string;
  readonly openStore: OpenStore;
  readonly seed: number;
  /** How long the clients work. */
  readonly ms?: number | undefined;
}
export interface Run {
  readonly history: History;
  readonly violations: readonly Violation[];
  readonly kills: number;
  /** What went wrong on purpose in the store, and how often. */
  readonly faults: Tally;
  /** Where the history is kept; only of a run with violations. */
  readonly kept?: string;
}

const SERVERS = 3;
const STAFF: Actor = { subject: 'desk', roles: ['staff'] };
const ACTORS: readonly Actor[] = [
  ...[0, 1, 2, 3].map((n): Actor => ({ subject: `u-${n}`, roles: ['user'] })),
  STAFF,
  { subject: 'door', roles: ['staff'] },
];
type ServiceId = (typeof SERVICES)[number];
const BASE = { chair: { capacity: 1, durationMinutes: 30 }, room: { capacity: 2 }, tour: { capacity: 6 } };

/** Servers on one store, clients that want the same things, someone who kills servers and someone who changes policies. */
export async function record(given: RunGiven): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-history-'));
  try {
    const store = await given.openStore({ folder, seed: given.seed });
    try {
      return await recordedOn(store, join(folder, 'log'), given);
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function recordedOn(store: WatchedStore, log: string, { root, seed, ms = 3_000 }: RunGiven): Promise<Run> {
  const tokens = new Map(await Promise.all(ACTORS.map(tokenOf)));
  const policies = new PolicyKeeper(tokens.get(STAFF.subject) ?? '');
  const servers = await Servers.planned(root, SERVERS, store.environment, log);
  try {
    await servers.start();
    store.watch();
    const dice = diceOf(seed);
    for (const serviceId of SERVICES) {
      await policies.put(() => servers.urls[0], policyOf(serviceId, dice));
    }
    const ledger = new Ledger(tokens);
    const desk = new Desk();
    const ends = Date.now() + ms;
    const mayGoOn = (): boolean => Date.now() < ends;
    const clients = ACTORS.map((actor, at) => new Client(actor, servers.urls, ledger, desk, diceOf(seed * 100 + at + 1)));
    await Promise.all([
      ...clients.map((client) => client.work(mayGoOn)),
      killing(servers, diceOf(seed * 100 + 98), mayGoOn),
      changing(policies, servers, diceOf(seed * 100 + 99), mayGoOn),
    ]);
    await servers.killAll();
    await store.calmDown();
    await settle(root, store.environment, log);

    const history = gathered({ found: await store.read(), ledger, policies, deliveries: deliveriesIn(log) });
    const violations = checkHistory(history);
    const kept = violations.length > 0 ? keep(history, seed) : undefined;
    return { history, violations, kills: servers.kills, faults: store.tally(), ...(kept !== undefined && { kept }) };
  } finally {
    await servers.killAll();
    servers.close();
  }
}

const tokenOf = async ({ subject, roles }: Actor) => [subject, await tokenFor(subject, { roles: [...roles] })] as const;

const policyOf = (serviceId: ServiceId, dice: Dice) => ({
  serviceId,
  name: serviceId,
  minDurationMinutes: 1,
  maxDurationMinutes: 60,
  holdMinutes: 1,
  bufferBeforeMinutes: dice.pick([0, 0, 5]),
  bufferAfterMinutes: dice.pick([0, 0, 10]),
  minNoticeMinutes: dice.pick([0, 0, 0, 60]),
  cancellationNoticeMinutes: dice.pick([0, 0, 60]),
  ...BASE[serviceId],
  capacity: BASE[serviceId].capacity + dice.between(0, 1),
});

async function killing(servers: Servers, dice: Dice, mayGoOn: () => boolean): Promise<void> {
  while (mayGoOn()) {
    await wait(dice.between(300, 900));
    if (mayGoOn()) await servers.killAndRestart(dice.pick(servers.urls));
  }
}

async function changing(policies: PolicyKeeper, servers: Servers, dice: Dice, mayGoOn: () => boolean): Promise<void> {
  while (mayGoOn()) {
    await wait(dice.between(200, 600));
    await policies.put(() => dice.pick(servers.urls), policyOf(dice.pick(SERVICES), dice));
  }
}

function keep(history: History, seed: number): string {
  const path = join(tmpdir(), `holdfast-history-seed-${seed}-${process.pid}.jsonl`);
  writeFileSync(path, toLines(history));
  return path;
}
