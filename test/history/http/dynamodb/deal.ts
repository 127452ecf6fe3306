import type { Dice } from '../dice.js';
import { type Asked, batchIn, FAULTS, type FaultName } from './faults.js';

/** So many of so many requests of a kind go wrong in this way or that. */
const OF = 30;
const CARDS = {
  write: {
    'requests dropped': 1,
    'requests late': 1,
    'answers dropped': 3,
    'answers slow': 1,
    conflicts: 2,
    throttled: 1,
  },
  batch: { 'requests dropped': 1, 'answers dropped': 1, 'answers slow': 1, throttled: 1, 'partial batches': 5 },
  other: { 'requests dropped': 1, 'answers dropped': 1, 'answers slow': 1, throttled: 1 },
} as const satisfies Record<string, Partial<Record<FaultName, number>>>;
type Kind = keyof typeof CARDS;

function kindOf(asked: Asked): Kind {
  if (asked.operation === 'TransactWriteItems') return 'write';
  return asked.operation === 'BatchGetItem' && batchIn(asked).keys.length > 1 ? 'batch' : 'other';
}

const isFault = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);

function newDeck(kind: Kind, dice: Dice): (FaultName | undefined)[] {
  const faults = Object.entries(CARDS[kind]).flatMap(([name, times]) => Array.from({ length: times }, () => name));
  const cards = Array.from({ length: OF }, (_, at) => faults[at]);
  return dice.shuffled(cards.map((name) => (name !== undefined && isFault(name) ? name : undefined)));
}

/** What becomes of one request after the other: dealt and not thrown, so that in a short run too each fault strikes. */
export function dealer(dice: Dice): (asked: Asked) => FaultName | undefined {
  const decks: Record<Kind, (FaultName | undefined)[]> = { write: [], batch: [], other: [] };
  return (asked) => {
    const kind = kindOf(asked);
    if (decks[kind].length === 0) decks[kind] = newDeck(kind, dice);
    return decks[kind].pop();
  };
}
