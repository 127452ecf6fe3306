import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeTools, fakeTools } from './fake-tools.js';

describe('what must pass', () => {
  let tools: FakeTools;
  beforeEach(() => {
    tools = fakeTools();
    for (const name of ['npm', 'chromium', 'java', 'redis-server']) tools.shell(name, 'exit 0');
    tools.shell('dirname', 'echo "${1%/*}"');
  });
  afterEach(() => tools.remove());

  /** The steps in their order, each of which says how long it took. */
  const run = (): string => execFileSync('/bin/bash', ['.ci/run'], { env: { PATH: tools.path }, encoding: 'utf8' });

  it('looks at the template where there is a linter for it', () => {
    tools.shell('cfn-lint', 'echo "lints $1"');
    expect(run()).toContain('== cfn-lint template.yaml\nlints template.yaml\n');
  });

  it('ends with a template that the linter objects to', () => {
    tools.shell('cfn-lint', 'exit 2');
    expect(run).toThrow('Command failed: /bin/bash .ci/run');
  });

  it('does without a linter where there is none', () => {
    expect(run()).not.toContain('cfn-lint');
    expect(run()).toContain('== npm run test:aws took');
  });
});
