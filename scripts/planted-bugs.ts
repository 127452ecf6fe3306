import { parseArgs } from 'node:util';
import { PLANTED_BUGS } from '../test/simulation/planted-bugs.ts';
import { Simulator } from './simulator.ts';

// For each bug: how many seeds it takes until the invariant that it breaks says so.
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '5000' }, only: { type: 'string' } } });
for (const { name, breaks, edits } of PLANTED_BUGS) {
  if (values.only !== undefined && !name.includes(values.only)) continue;
  const simulator = await Simulator.over({ edits, name: `planted-${name.replaceAll(/[^a-z]+/gi, '-')}` });
  const isCaught = ({ violations }: { violations: readonly { invariant: number }[] }): boolean =>
    violations.some(({ invariant }) => invariant === breaks);
  const { failures, seeds } = await simulator.search({ from: 1, seeds: Number(values.seeds), enough: (all) => all.some(isCaught) });
  const first = failures.find(isCaught);
  const counts = new Map<number, number>();
  for (const { violations } of failures) for (const { invariant } of violations) counts.set(invariant, (counts.get(invariant) ?? 0) + 1);
  console.log(`${name}: ${first ? `invariant ${breaks} at seed ${first.seed}` : `NOT in ${seeds}`} `, JSON.stringify([...counts]), first ? '' : failures[0]?.violations[0]?.what);
  await simulator.close();
}
