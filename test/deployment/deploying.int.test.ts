import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeTools, fakeTools } from '../scripts/fake-tools.js';
import { template } from './template.js';
import { deploying } from './workflow.js';

describe('the step that deploys', () => {
  let tools: FakeTools;
  beforeEach(() => {
    tools = fakeTools();
    tools.shell('sam', `printf '%s\\n' "$@"`);
  });
  afterEach(() => tools.remove());

  const UNSET = Object.fromEntries(Object.keys(template.Parameters).map((name) => [name, '']));
  /** What `sam` is told, by the shell of the step as the runner starts it; a variable that is not set is an empty text there. */
  const toldWith = (given: Readonly<Record<string, string>>): readonly string[] => {
    const env = { PATH: tools.path, STACK: 'holdfast', ...UNSET, ...given };
    const printed = execFileSync('/bin/bash', ['-e', '-c', deploying?.run ?? ''], { env, encoding: 'utf8' });
    return printed.trimEnd().split('\n');
  };
  const ALWAYS = ['deploy', '--no-confirm-changeset', '--stack-name', 'holdfast'];

  it('gives no parameters where none is set: the option cannot stand without one', () => {
    expect(toldWith({})).toEqual(ALWAYS);
  });

  it('gives those that are set, and no other', () => {
    const given = toldWith({ JwtAudience: 'booking', ThrottleRate: '50' });
    expect(given).toEqual([...ALWAYS, '--parameter-overrides', 'JwtAudience="booking"', 'ThrottleRate="50"']);
  });

  it('gives each as one text in quotes, for sam ends it at a space elsewhere', () => {
    const given = toldWith({ JwtAudience: 'our "own" app', CorsOrigins: 'https://a.example, https://b.example' });
    expect(given.slice(-2)).toEqual(['JwtAudience="our \\"own\\" app"', 'CorsOrigins="https://a.example, https://b.example"']);
  });
});
