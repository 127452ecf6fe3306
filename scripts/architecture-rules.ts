import type { IConfiguration } from 'dependency-cruiser';

/** Packages, installed or not. */
const npm = (...names: readonly string[]): string => `(^|/)node_modules/(${names.join('|')})/|^(${names.join('|')})(/|$)`;

const PURE = '^src/domain/(?!use-cases/)[^/]+/';
const RESULT = '^src/domain/result\\.ts$';

/** Which room may know which. `check-architecture.ts` holds the sources to it. */
export const architecture = {
  forbidden: [
    {
      name: 'pure-rooms-import-each-other-only',
      comment: 'The model is synchronous, silent and timeless: it knows the model and the result type.',
      severity: 'error',
      from: { path: PURE },
      to: { pathNot: [PURE, RESULT] },
    },
    {
      name: 'use-cases-import-the-domain-and-port-types',
      comment: 'A use case is given its ports; it never reaches for one.',
      severity: 'error',
      from: { path: '^src/domain/use-cases/' },
      to: { pathNot: ['^src/domain/', '^src/ports/'] },
    },
    {
      name: 'use-cases-import-ports-as-types',
      severity: 'error',
      from: { path: '^src/domain/use-cases/' },
      to: { path: '^src/ports/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ports-import-domain-types-only',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: ['^src/ports/', PURE, RESULT] },
    },
    {
      name: 'ports-hold-no-runtime-code',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'adapters-do-not-know-who-calls-them',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/(entrypoints|domain/use-cases)/|^src/index\\.ts$' },
    },
    {
      name: 'only-the-package-root-and-entrypoints-know-entrypoints',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(entrypoints/|index\\.ts$)' },
      to: { path: '^src/(entrypoints/|index\\.ts$)' },
    },
    {
      name: 'container-only-in-the-composition',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/entrypoints/composition/' },
      to: { path: npm('inversify', '@inversifyjs/[^/]+', 'reflect-metadata') },
    },
    {
      name: 'express-only-in-its-entrypoint',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/entrypoints/express/' },
      to: { path: npm('express', '@types/express', '@types/express-serve-static-core') },
    },
    {
      name: 'websockets-only-where-they-end',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(adapters/websocket|entrypoints/express)/' },
      to: { path: npm('ws', '@types/ws') },
    },
    {
      name: 'aws-clients-only-at-the-edges',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(adapters/|entrypoints/(lambda|composition)/)' },
      to: { path: npm('@aws-sdk/[^/]+', '@smithy/[^/]+') },
    },
    {
      name: 'redis-client-only-in-its-adapter-and-the-composition',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(adapters/redis/|entrypoints/composition/)' },
      to: { path: npm('ioredis') },
    },
    {
      name: 'neverthrow-through-one-door',
      severity: 'error',
      from: { path: '^src/', pathNot: RESULT },
      to: { path: npm('neverthrow') },
    },
    {
      name: 'no-node-builtins-in-domain-and-ports',
      severity: 'error',
      from: { path: '^src/(domain|ports)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-library-loads-neverthrow-only',
      comment: 'Whoever imports `holdfast` gets no web framework, logger or validator with it.',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { reachable: true, path: '(^|/)node_modules/', pathNot: npm('neverthrow', '@types/node') },
    },
    {
      name: 'sources-do-not-import-tests-or-tools',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench|dist)/' },
    },
    {
      name: 'the-page-is-complete-in-itself',
      comment: 'Browsers load it as it is: it imports nothing but its own modules.',
      severity: 'error',
      from: { path: '^src/entrypoints/board/page/.*\\.js$' },
      to: { pathNot: '^src/entrypoints/board/page/' },
    },
    {
      name: 'nobody-imports-the-page',
      comment: 'It runs in browsers alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/entrypoints/board/page/' },
      to: { path: '^src/entrypoints/board/page/' },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    { name: 'no-dead-imports', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
} satisfies IConfiguration;
