// Every fenced code block of README.md and docs/*.md is held to what it says. By the words after the fence:
//
//   ts                compiled in an embedder's strict project, against the built package
//   ts continued      compiled together with the `ts` blocks before it, as one file (what a `run` one prints is its own)
//   ts run            run as well; what it prints is announced in it by `// → …` comments or by an `output` block after it
//   json              parsed
//   sh                the npm scripts it names exist
//   sh run            run by bash; `127.0.0.1:3000` is a server started for this document, with an empty store in memory
//   output            what the `run` block before it prints, line by line; `…` stands for anything
//   json response     what the `run` block before it prints, as JSON: fields may be left out, `"…"` stands for any value
//   text, mermaid     free
//
// Any other language fails, and so does an `output` or `response` that follows nothing that runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/commands.ts';
import { announcedBy, type Block, blocksOf, reads, resembles } from './blocks.ts';
import { compile, createSandbox, removeSandbox, type RunningServer, startServer } from './sandbox.ts';

const documents = ['README.md', ...(existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs')) : []).map((name) => `docs/${name}`)];
const texts = documents.filter((name) => name.endsWith('.md') && existsSync(join(root, name)));
const blocksIn = new Map(texts.map((name) => [name, blocksOf(name, readFileSync(join(root, name), 'utf8'))]));
const illustrated = [...blocksIn].filter(([, blocks]) => blocks.length > 0);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const sandbox = createSandbox();
afterAll(() => removeSandbox(sandbox));
const fileOf = ({ file, line }: Block): string => `${file.replaceAll(/\W/g, '-')}-${line}.ts`;

let errors: ReadonlyMap<string, string>;
beforeAll(() => {
  errors = compile(sandbox);
});

const isRun = (block: Block | undefined): boolean => block?.marks.includes('run') ?? false;
const isExpectation = ({ language, marks }: Block): boolean => language === 'output' || marks.includes('response');

function execute(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: sandbox, encoding: 'utf8', timeout: 30_000 });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

function expectLines(written: readonly string[], printed: string): void {
  const lines = printed.trimEnd().split('\n').map((line) => line.trimEnd());
  const agree = written.length === lines.length && written.every((line, at) => reads(line, String(lines[at])));
  expect(agree ? written : lines).toEqual(written);
}

function expectPrinted(printed: string, block: Block, next: Block | undefined): void {
  if (next?.language === 'output') expectLines(next.code.split('\n').map((line) => line.trimEnd()), printed);
  else if (next?.marks.includes('response')) {
    const actual: unknown = JSON.parse(printed);
    const written: unknown = JSON.parse(next.code);
    expect(resembles(written, actual) ? written : actual).toEqual(written);
  } else if (block.language === 'ts') expectLines(announcedBy(block.code), printed);
}

function checkScripts(code: string): void {
  for (const [, run, name = run] of code.matchAll(/\bnpm (start|test|run(?: --?[\w-]+)* ([\w:-]+))/g)) {
    expect(Object.keys(scripts)).toContain(name);
  }
}

it('there are documents', () => expect(texts).toContain('README.md'));

describe.each(illustrated)('%s', (_file, blocks) => {
  let server: RunningServer | undefined;
  if (blocks.some((block) => block.language === 'sh' && isRun(block))) {
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server?.stop());
  }

  let program = '';
  const follow = (block: Block): string => {
    program = block.marks.includes('continued') ? `${program}\n${block.code}` : block.code;
    return program;
  };

  for (const [at, block] of blocks.entries()) {
    const name = `line ${block.line}: ${[block.language, ...block.marks].join(' ')}`;
    const next = blocks[at + 1];

    if (isExpectation(block)) {
      it(name, () => expect(isRun(blocks[at - 1]), 'what prints this?').toBe(true));
    } else if (block.language === 'ts') {
      writeFileSync(join(sandbox, fileOf(block)), follow(block));
      it(name, () => {
        expect(errors.get(fileOf(block)) ?? '').toBe('');
        if (isRun(block)) expectPrinted(execute(process.execPath, fileOf(block)), block, next);
      });
    } else if (block.language === 'json') {
      it(name, () => expect(() => JSON.parse(block.code)).not.toThrow());
    } else if (block.language === 'sh') {
      it(name, ({ skip }) => {
        checkScripts(block.code);
        if (!isRun(block)) return;
        skip(spawnSync('curl', ['--version']).status !== 0, 'there is no curl here to run it with');
        const code = block.code.replaceAll('127.0.0.1:3000', String(server?.address));
        expectPrinted(execute('bash', '-euo', 'pipefail', '-c', code), block, next);
      });
    } else {
      it(name, () => expect(['text', 'mermaid'], 'a block nobody knows how to check').toContain(block.language));
    }
  }
});
