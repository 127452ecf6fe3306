import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { root, tool } from '../../scripts/commands.ts';

const eslint = new ESLint({ cwd: root });

/** The rules that `code` breaks when it stands in the place of `file`. */
async function objections(file: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  return (result?.messages ?? []).map(({ ruleId, message, fatal }) => {
    if (fatal) throw new Error(message);
    return ruleId ?? message;
  });
}

/** Rules that know types need a file that exists. */
const oneOf = (folder: string): string => `${folder}/${readdirSync(join(root, folder)).find((name) => name.endsWith('.ts'))}`;

const PURE = oneOf('src/domain/schedule');
const USE_CASE = oneOf('src/domain/use-cases');
const EDGE = oneOf('src/adapters/system');
const TEST = oneOf('test/architecture');

const HIDDEN_INPUT = {
  'Date.now': 'export const at = () => Date.now();',
  "Date['now']": "export const at = () => Date['now']();",
  'a taken-apart Date': 'export const { now } = Date;',
  'new Date()': 'export const at = () => new Date();',
  'Date()': 'export const at = () => Date();',
  'Math.random': 'export const chance = () => Math.random();',
  randomUUID: "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();",
  'crypto.randomUUID': 'export const id = crypto.randomUUID();',
  setTimeout: 'setTimeout(() => undefined, 1);',
  setInterval: 'setInterval(() => undefined, 1);',
  queueMicrotask: 'queueMicrotask(() => undefined);',
  'performance.now': 'export const at = performance.now();',
  'process.env': "export const at = process.env['TZ'];",
  globalThis: 'export const at = globalThis.Date.now();',
};
const NOT_PURE = {
  throw: "export function fail() { throw new Error('no'); }",
  async: 'export const later = async () => 1;',
  await: 'export const one = await 1;',
  Promise: 'export const one = Promise.resolve(1);',
  'a Promise in a type': 'export type Later = Promise<number>;',
  ResultAsync: "import type { ResultAsync } from '../result.js';\nexport type Later = ResultAsync<number, string>;",
  'import()': "export const late = () => import('./claim.js');",
};
const UNTYPED = {
  any: 'export const x = (y: any) => y;',
  enum: 'export enum Colour { Red }',
  'a default export': 'export default 1;',
  '_unsafeUnwrap': "import { ok } from '../result.js';\nexport const x = ok(1)._unsafeUnwrap();",
  'eslint-disable': '// eslint-disable-next-line\nexport const x = 1;',
  'oxlint-disable': '// oxlint-disable\nexport const x = 1;',
  '@ts-ignore': '// @ts-ignore\nexport const x = 1;',
  '@ts-expect-error': '// @ts-expect-error because\nexport const x = 1;',
};
const CAST = 'export const x = (y: unknown) => y as string;';

describe.each([['a pure room', PURE], ['a use case', USE_CASE]])('in %s', (_, file) => {
  it.each(Object.entries({ ...HIDDEN_INPUT, ...UNTYPED, cast: CAST }))('%s is refused', async (_name, code) => {
    expect(await objections(file, code)).not.toEqual([]);
  });

  it('a date made from a number, and a table checked by `satisfies` are fine', async () => {
    const code = 'export const TABLE = { a: 1 } as const satisfies object;\nexport const at = (ms: number) => new Date(ms);';
    expect(await objections(file, code)).toEqual([]);
  });
});

describe('in a pure room', () => {
  it.each(Object.entries(NOT_PURE))('%s is refused', async (_name, code) => {
    expect(await objections(PURE, code)).not.toEqual([]);
  });
});

describe('in a use case', () => {
  it('waiting for a port is fine', async () => {
    expect(await objections(USE_CASE, 'export const wait = async (p: Promise<number>) => await p;')).toEqual([]);
  });
});

describe('at the edge', () => {
  it.each(Object.entries(UNTYPED))('%s is refused', async (_name, code) => {
    expect(await objections(EDGE, code)).not.toEqual([]);
  });

  it('the clock is read and boundaries are cast', async () => {
    expect(await objections(EDGE, `${CAST}\nexport const now = () => Date.now();`)).toEqual([]);
  });
});

describe('a dropped result', () => {
  const declared = `import { ok, okAsync, type Result, type ResultAsync } from '../../src/domain/result.js';
    declare const now: () => Result<number, string>;
    declare const later: () => ResultAsync<number, string>;
    declare const promised: () => Promise<Result<number, string>>;
    export { ok, okAsync };\n`;

  it.each([
    'now();',
    'later();',
    'await later();',
    'await promised();',
    'void later();',
    'now().map((n) => n + 1);',
    'export const f = async () => { await later().andThen(() => okAsync(1)); };',
  ])('is refused: %s', async (statement) => {
    expect(await objections(TEST, declared + statement)).toEqual(['holdfast/no-dropped-result']);
  });

  it.each([
    'export const kept = now();',
    'export const kept = await later();',
    'if (now().isOk()) console.log(1);',
    'now().match(() => undefined, () => undefined);',
    'export const f = () => later();',
  ])('is not: %s', async (statement) => {
    expect(await objections(TEST, declared + statement)).toEqual([]);
  });
});

describe('the linter that knows types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-lint-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const lint = (code: string): { readonly status: number | null; readonly output: string } => {
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["*.ts"] }');
    writeFileSync(join(folder, 'sample.ts'), code);
    const args = [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '.'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };
  const THENABLE = 'declare const later: () => PromiseLike<number>;\n';

  it('refuses a thenable that nobody waits for', () => {
    const { status, output } = lint(`${THENABLE}later();\n`);
    expect(output).toContain('no-floating-promises');
    expect(status).not.toBe(0);
  });

  it('lets it pass when it is waited for', () => {
    expect(lint(`${THENABLE}export const value = await later();\n`)).toMatchObject({ status: 0 });
  });
});
