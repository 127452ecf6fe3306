import { describe, expect, it } from 'vitest';
import { announcedBy, blocksOf, reads, resembles } from './blocks.ts';

describe('the blocks of a document', () => {
  it('are found with their language, marks and line, also inside a list', () => {
    const markdown = ['# Title', '```ts run', 'a();', '', '  b();', '```', '- item', '  ```json', '  {}', '  ```'].join('\n');
    expect(blocksOf('x.md', markdown)).toEqual([
      { file: 'x.md', line: 2, language: 'ts', marks: ['run'], code: 'a();\n\n  b();' },
      { file: 'x.md', line: 8, language: 'json', marks: [], code: '{}' },
    ]);
  });

  it('may hold shorter fences', () => {
    expect(blocksOf('x.md', '````text\n```ts\n```\n````')).toMatchObject([{ language: 'text', code: '```ts\n```' }]);
  });

  it('without a language are blocks too', () => {
    expect(blocksOf('x.md', '```\na\n```')).toMatchObject([{ language: '', code: 'a' }]);
  });

  it('must be closed', () => expect(() => blocksOf('x.md', 'a\n```ts\nb')).toThrow('x.md:2'));
});

it('a block announces its output in comments', () => {
  expect(announcedBy('log(a); // → one\nlog(b); // no\nlog(c); //   → two')).toEqual(['one', 'two']);
});

describe('written output', () => {
  it('reads as it stands', () => expect(reads('a.c', 'a.c')).toBe(true));
  it('differs by one character', () => expect(reads('a.c', 'abc')).toBe(false));
  it('leaves open what … stands for', () => expect(reads('HTTP/1.1 201 …', 'HTTP/1.1 201 Created\r')).toBe(true));
});

describe('written JSON', () => {
  const actual = { id: 'b-1', units: 1, tags: ['a', 'b'], none: null };
  it.each([[{ id: 'b-1' }], [{ id: '…', units: 1 }], [{ id: 'b-…' }], [{ tags: ['a', '…'] }], [{ none: null }]])('%j is so', (written) => {
    expect(resembles(written, actual)).toBe(true);
  });
  it.each([[{ id: 'b-2' }], [{ units: '1' }], [{ missing: 1 }], [{ missing: null }], [{ tags: ['a'] }], [{ tags: { 0: 'a' } }], [[]]])('%j is not', (written) => {
    expect(resembles(written, actual)).toBe(false);
  });
});
