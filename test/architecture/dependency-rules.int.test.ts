import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { examineArchitecture } from '../../scripts/architecture.ts';
import { architecture } from '../../scripts/architecture-rules.ts';

// A small tree that breaks every rule, by files named for what they do; the clean files beside them break none.
const { summary } = await examineArchitecture(fileURLToPath(new URL('fixtures', import.meta.url)));

const EXPECTED = {
  'src/adapters/disk/calls-a-use-case.ts': ['adapters-do-not-know-who-calls-them'],
  'src/adapters/disk/knows-express.ts': ['express-only-in-its-entrypoint'],
  'src/adapters/disk/knows-inversify.ts': ['container-only-in-the-composition'],
  'src/adapters/disk/knows-memory.ts': ['adapters-do-not-know-each-other'],
  'src/domain/access/knows-an-entrypoint.ts': [
    'only-the-package-root-and-entrypoints-know-entrypoints',
    'pure-rooms-import-each-other-only',
  ],
  'src/domain/booking/knows-a-package.ts': ['pure-rooms-import-each-other-only'],
  'src/domain/booking/knows-a-port.ts': ['pure-rooms-import-each-other-only'],
  'src/domain/booking/knows-node.ts': ['no-node-builtins-in-domain-and-ports', 'pure-rooms-import-each-other-only'],
  'src/domain/schedule/imports-nothing-there.ts': ['no-dead-imports', 'pure-rooms-import-each-other-only'],
  'src/domain/schedule/one.ts': ['no-cycles'],
  'src/domain/use-cases/reaches-for-an-adapter.ts': ['use-cases-import-the-domain-and-port-types'],
  'src/domain/use-cases/runs-a-port.ts': ['use-cases-import-ports-as-types'],
  'src/entrypoints/board/page/board/knows-a-source.js': ['the-page-is-complete-in-itself'],
  'src/entrypoints/http/imports-a-test.ts': ['sources-do-not-import-tests-or-tools'],
  'src/entrypoints/http/knows-aws.ts': ['aws-clients-only-at-the-edges'],
  'src/entrypoints/http/knows-neverthrow.ts': ['neverthrow-through-one-door'],
  'src/entrypoints/http/knows-the-page.ts': ['nobody-imports-the-page'],
  'src/entrypoints/http/knows-ws.ts': ['websockets-only-where-they-end'],
  'src/entrypoints/http/knows-redis.ts': ['redis-client-only-in-its-adapter-and-the-composition'],
  'src/index.ts': ['the-library-loads-neverthrow-only'],
  'src/ports/knows-a-use-case.ts': ['ports-import-domain-types-only'],
  'src/ports/runs.ts': ['ports-hold-no-runtime-code'],
};

it('finds each violation, and nothing else', () => {
  const found: Record<string, string[]> = {};
  for (const { rule, from } of summary.violations) found[from] = [...(found[from] ?? []), rule.name].toSorted();

  expect(found).toEqual(EXPECTED);
});

it('has every rule broken by some file', () => {
  const broken = new Set(Object.values(EXPECTED).flat());

  expect([...broken].toSorted()).toEqual(architecture.forbidden.map((rule) => rule.name).toSorted());
});
