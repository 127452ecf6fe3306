import { readFileSync } from 'node:fs';

/** The cells of the Markdown table in `file` whose head begins with `first`. */
export function tableIn(file: string, first: string): readonly (readonly string[])[] {
  const lines = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8').split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  const length = lines.slice(head).findIndex((line) => !line.startsWith('|'));
  return lines.slice(head, head + length).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}
