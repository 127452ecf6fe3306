import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createBookings } from 'holdfast';
import { growthOnSqlite } from './growth-sqlite.ts';
import { inTurn, median, medianRatio, perSecond } from './rounds.ts';
import { micros, type Row } from './table.ts';

const AIM = 1.3;
const STORED = [1_000, 100_000, 1_000_000];
const CAPACITY = 5_000;
const TAKEN = [10, CAPACITY - 100];

async function processWith(stored: number): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('growth-child.ts', import.meta.url)), [String(stored)], {
    execArgv: ['--max-old-space-size=8192'],
  });
  await once(child, 'message');
  return child;
}

async function askOf(child: ChildProcess): Promise<number> {
  child.send('go');
  const [figure] = await once(child, 'message');
  return Number(figure);
}

/** Microseconds of one create on a tour's one departure of which `taken` of 5,000 seats are gone. */
async function onOneDay(taken: number): Promise<number> {
  const bookings = createBookings({ services: [{ serviceId: 'tour', capacity: CAPACITY }] });
  const dateTime = new Date(Date.now() + 86_400_000);
  const bookSeats = async (seats: number): Promise<void> => {
    for (let seat = 0; seat < seats; seat++) {
      const result = await bookings.create({ serviceId: 'tour', userId: 'ada', dateTime });
      if (result.isErr()) throw new Error(`seat ${seat} was refused: ${result.error.kind}`);
    }
  };
  await bookSeats(taken);
  return 1e6 / (await perSecond(100, () => bookSeats(100)));
}

function rowOf(what: string, figures: readonly number[], least: readonly number[], aimed: boolean): Row {
  const ratio = medianRatio(figures, least);
  const aim = aimed ? { aim: `≤ ${AIM.toFixed(2)}`, met: ratio <= AIM } : { aim: '' };
  return { measure: what, ours: micros(median(figures)), floor: micros(median(least)), ratio: ratio.toFixed(2), ...aim };
}

/** The floor here is the same create with the least stored. */
export async function growth(): Promise<readonly Row[]> {
  const children: ChildProcess[] = [];
  for (const stored of STORED) children.push(await processWith(stored));
  const byStored = await inTurn(20, 2, children.map((child) => () => askOf(child)));
  for (const child of children) child.disconnect();

  const onSqlite = await growthOnSqlite(STORED);
  const byTaken = await inTurn(30, 10, TAKEN.map((taken) => () => onOneDay(taken)));
  const rows = (names: readonly string[], figures: readonly (readonly number[])[]): readonly Row[] =>
    names.map((name, at) => rowOf(name, figures[at] ?? [], figures[0] ?? [], at > 0));
  return [
    ...rows(STORED.map((stored) => `create with ${stored.toLocaleString('en')} bookings stored`), byStored),
    ...rows(STORED.map((stored) => `… on SQLite FULL, 50 in flight, ${stored.toLocaleString('en')} stored`), onSqlite),
    ...rows(['create, seat 10 of 5,000 on a day', 'create, seat 5,000 of 5,000 on a day'], byTaken),
  ];
}
