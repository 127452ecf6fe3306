/** A fenced code block: its language, the words after it, and where it stands. */
export interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly marks: readonly string[];
  readonly code: string;
}

const FENCE = /^( *)(`{3,}|~{3,})(.*)$/;

/** Every fenced block of a Markdown document, in order. */
export function blocksOf(file: string, markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { indent: number; fence: string; info: string; line: number; code: string[] } | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const [, indent = '', fence = '', info = ''] = FENCE.exec(text) ?? [];
    if (open === undefined) {
      if (fence) open = { indent: indent.length, fence, info: info.trim(), line: index + 1, code: [] };
    } else if (fence.startsWith(open.fence) && info.trim() === '') {
      const [language = '', ...marks] = open.info.split(/\s+/);
      blocks.push({ file, line: open.line, language, marks, code: open.code.join('\n') });
      open = undefined;
    } else {
      open.code.push(text.slice(Math.min(open.indent, text.length - text.trimStart().length)));
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line}: this code block is never closed`);
  return blocks;
}

/** What a block says it prints: one line for every `// → …` comment in it. */
export const announcedBy = (code: string): readonly string[] =>
  [...code.matchAll(/\/\/ *→ (.*)$/gm)].map(([, text = '']) => text.trim());

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Is `actual` what is written, where `…` stands for anything? */
export const reads = (written: string, actual: string): boolean =>
  new RegExp(`^${written.split('…').map(escaped).join('.*')}$`, 's').test(actual);

/** The same for JSON: every written field is there, and `"…"` stands for any value. Fields may be left out. */
export function resembles(written: unknown, actual: unknown): boolean {
  if (typeof written === 'string') return written === '…' || (typeof actual === 'string' && reads(written, actual));
  if (typeof written !== 'object' || written === null) return written === actual;
  if (typeof actual !== 'object' || actual === null || Array.isArray(written) !== Array.isArray(actual)) return false;
  if (Array.isArray(written) && Array.isArray(actual) && written.length !== actual.length) return false;
  const fields = new Map(Object.entries(actual));
  return Object.entries(written).every(([name, value]) => resembles(value, fields.get(name)));
}
