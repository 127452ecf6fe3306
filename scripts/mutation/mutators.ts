import { tool } from '../commands.ts';

/** A syntax node as Babel has it; of each kind only what is looked at here. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly properties?: readonly Node[];
}
interface Path {
  readonly node: Node;
  readonly parent: Node;
  readonly parentPath: Path | null;
}
interface Mutator {
  readonly name: string;
  mutate(path: Path): Iterable<Node>;
}

/** Of what is spread or a method, the property itself: it has no value, and is none that a table has. */
const valuesOf = ({ type, properties = [] }: Node): readonly Node[] =>
  type === 'ObjectExpression'
    ? properties.map((property) => (property.type === 'ObjectProperty' ? (property.value as Node) : property))
    : [];

const textsOf = (table: Node): readonly string[] => {
  const cells = valuesOf(table).flatMap(valuesOf);
  const isTable = cells.length > 0 && cells.every((cell) => cell.type === 'StringLiteral');
  return isTable ? [...new Set(cells.map(({ value }) => String(value)))] : [];
};

// As they were at first sight: a cell that has its mutants is no text any more when the next one is looked at.
const seen = new WeakMap<Node, readonly string[]>();

/**
 * The other entries of the table in which this path is an entry; none where it is not. A table is an object of rows,
 * each an object of texts: who may do what, which command is legal from which status.
 */
function othersInTable({ node, parentPath }: Path): readonly string[] {
  const table = parentPath?.parentPath?.parentPath?.parent;
  if (node.type !== 'StringLiteral' || parentPath?.node.type !== 'ObjectProperty' || !table) return [];
  const entries = seen.get(table) ?? textsOf(table);
  seen.set(table, entries);
  return entries.filter((value) => value !== node.value);
}

/** Each entry of a table becomes each of the others. */
const tableEntry: Mutator = {
  name: 'TableEntry',
  *mutate(path) {
    for (const value of othersInTable(path)) yield { type: 'StringLiteral', value };
  },
};

/** What Stryker tries, the empty text, is not among a table's entries: it would not compile, and often means "no". */
const textsBeside = (tables: Mutator, texts: Mutator): Mutator => ({
  name: texts.name,
  mutate: (path) => ([...tables.mutate(path)].length > 0 ? [] : texts.mutate(path)),
});

/** Stryker leaves numbers alone; statuses, limits and borders are made of them. */
const oneMore: Mutator = {
  name: 'OneMore',
  *mutate({ node, parent }) {
    if (node.type !== 'NumericLiteral' || parent.type === 'MemberExpression') return;
    yield { type: 'NumericLiteral', value: Number(node.value) + 1 };
  },
};

/** Adds ours to the mutators that Stryker knows. It has no door for that, so its version is pinned. */
export async function addMutators(): Promise<void> {
  const { allMutators } = (await import(tool('@stryker-mutator/instrumenter/dist/src/mutators/mutate.js'))) as {
    readonly allMutators: Mutator[];
  };
  const at = allMutators.findIndex(({ name }) => name === 'StringLiteral');
  const texts = allMutators[at];
  if (!texts) throw new Error('Stryker has no mutator of texts any more');
  allMutators.splice(at, 1, textsBeside(tableEntry, texts), tableEntry, oneMore);
}
