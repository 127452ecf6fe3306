import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { noDroppedResult } from './scripts/no-dropped-result.ts';

// oxlint knows the common mistakes; here are the house rules that it cannot say.

const NO_ESCAPES = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSAnyKeyword', message: 'Say what it is, or `unknown`.' },
  { selector: 'TSEnumDeclaration', message: 'A union of literals, or an `as const` table.' },
];
const NO_UNSAFE_UNWRAP = {
  selector: 'MemberExpression[property.name=/^_unsafeUnwrap/], MemberExpression[property.value=/^_unsafeUnwrap/]',
  message: 'Handle both sides; unwrapping is for tests.',
};
const NO_ASYNC = [
  { selector: ':function[async=true]', message: 'The model is synchronous.' },
  { selector: 'AwaitExpression', message: 'The model is synchronous.' },
  { selector: 'ForOfStatement[await=true]', message: 'The model is synchronous.' },
  { selector: 'Identifier[name=/^(Promise|PromiseLike|ResultAsync|okAsync|errAsync)$/]', message: 'The model is synchronous.' },
  { selector: 'ImportExpression', message: 'The model is synchronous.' },
  { selector: 'ThrowStatement', message: 'A failure is a value in the signature.' },
];

const ports = (name) => ({ name, message: 'Time, chance and ids arrive as arguments or through ports.' });
const NO_HIDDEN_INPUT = {
  syntax: [
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: ports().message },
    { selector: 'CallExpression[callee.name="Date"]', message: ports().message },
    { selector: 'Identifier[name=/^(randomUUID|getRandomValues|hrtime)$/]', message: ports().message },
  ],
  properties: [
    { object: 'Date', property: 'now', message: ports().message },
    { object: 'Math', property: 'random', message: ports().message },
  ],
  globals: [
    'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'clearTimeout', 'clearInterval', 'clearImmediate',
    'crypto', 'performance', 'process', 'globalThis', 'global', 'console', 'fetch', 'Temporal', 'Atomics',
  ].map(ports),
};

const NO_DIRECTIVES = ['eslint-disable', 'oxlint-disable', 'tslint-disable', '@ts-ignore', '@ts-nocheck', '@ts-expect-error'];
const directives = (terms) => ['error', { terms, location: 'anywhere' }];

const NO_MARKUP = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'cssText'].map((property) => ({
  property,
  message: 'What somebody wrote stays text.',
}));

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'reports/', '.stryker-tmp/', 'test/**/fixtures/'] },
  {
    files: ['{src,test,scripts,bench}/**/*.ts', '*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    linterOptions: { noInlineConfig: true },
    plugins: { '@typescript-eslint': tseslint.plugin, holdfast: { rules: { 'no-dropped-result': noDroppedResult } } },
    rules: {
      'holdfast/no-dropped-result': 'error',
      'no-warning-comments': directives(NO_DIRECTIVES.filter((term) => term !== '@ts-expect-error')),
      'no-restricted-syntax': ['error', ...NO_ESCAPES.slice(1)],
    },
  },
  {
    files: ['{test,scripts,bench}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...NO_ESCAPES] },
  },
  {
    files: ['scripts/**/*.ts', 'bench/**/*.ts', 'src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...NO_ESCAPES, NO_UNSAFE_UNWRAP],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-warning-comments': directives(NO_DIRECTIVES),
      'max-lines': ['error', 220],
    },
  },
  {
    // What browsers load as it is. Its types are checked by the compiler, from their comments.
    files: ['src/entrypoints/board/page/**/*.js'],
    linterOptions: { noInlineConfig: true },
    rules: {
      'no-warning-comments': directives(NO_DIRECTIVES),
      'max-lines': ['error', 220],
      'no-restricted-syntax': ['error', ...NO_ESCAPES],
      'no-restricted-properties': ['error', ...NO_MARKUP],
    },
  },
  {
    // `input` parses the library's own callers; the other file narrows an answer to what the status table lets it be.
    files: ['src/domain/**/*.ts', 'src/ports/**/*.ts'],
    ignores: ['src/domain/input/**', 'src/domain/use-cases/booking-use-cases.ts'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  {
    files: ['src/domain/**/*.ts', 'src/ports/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...NO_HIDDEN_INPUT.properties],
      'no-restricted-globals': ['error', ...NO_HIDDEN_INPUT.globals],
      'no-restricted-syntax': ['error', ...NO_ESCAPES, NO_UNSAFE_UNWRAP, ...NO_HIDDEN_INPUT.syntax],
    },
  },
  {
    files: ['src/domain/*/**/*.ts'],
    ignores: ['src/domain/use-cases/**'],
    rules: {
      'no-restricted-syntax': ['error', ...NO_ESCAPES, NO_UNSAFE_UNWRAP, ...NO_HIDDEN_INPUT.syntax, ...NO_ASYNC],
    },
  },
);
