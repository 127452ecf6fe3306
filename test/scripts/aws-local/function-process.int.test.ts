import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { FunctionProcess } from '../../../scripts/aws-local/function-process.ts';
import { answerOf, functionOf } from './function-source.ts';

const WHO = `exports.handler = async (event) => ({ ...event, pid: process.pid });`;
const pidOf = async (invoking: Promise<Parameters<typeof answerOf>[0]>): Promise<unknown> => {
  const answer = answerOf(await invoking);
  return typeof answer === 'object' && answer !== null && 'pid' in answer ? answer.pid : undefined;
};

describe('a function that is called', () => {
  it('is given the event and answers in JSON', async () => {
    const echo = functionOf(`exports.handler = async (event) => ({ event, nothing: undefined });`);
    expect(answerOf(await echo.invoke({ text: 'ä "quoted" \n', none: null }))).toEqual({
      event: { text: 'ä "quoted" \n', none: null },
    });
  });

  it('answers null for nothing', async () => {
    expect(answerOf(await functionOf(`exports.handler = async () => {};`).invoke({}))).toBeNull();
  });

  it('has its environment and its context, and nothing of ours', async () => {
    const told = functionOf(
      `exports.handler = async (_, context) => ({
        env: Object.keys(process.env), given: process.env.GIVEN, cwd: process.cwd() === process.env.LAMBDA_TASK_ROOT,
        left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn, id: context.awsRequestId,
      });`,
      { environment: { GIVEN: 'yes' }, timeoutMs: 9_000 },
    );
    vi.stubEnv('HOLDFAST_OURS', 'no');
    const answer = answerOf(await told.invoke({}));
    vi.unstubAllEnvs();
    expect(answer).toMatchObject({ given: 'yes', cwd: true, arn: expect.stringMatching(/:function:tried$/), id: expect.any(String) });
    expect(answer).toHaveProperty('env', expect.not.arrayContaining(['HOLDFAST_OURS', 'PATH']));
    expect(answer).toHaveProperty('left', expect.toSatisfy((ms: number) => ms > 0 && ms <= 9_000));
  });

  it('keeps its process from call to call, and has one call in a process at a time', async () => {
    const who = functionOf(`exports.handler = (event) => new Promise((done) => setTimeout(done, 50, { pid: process.pid }));`);
    const first = await pidOf(who.invoke({}));
    expect(await pidOf(who.invoke({}))).toBe(first);
    const together = await Promise.all(Array.from({ length: 4 }, () => pidOf(who.invoke({}))));
    expect(new Set(together).size).toBe(4);
    expect(who.counts).toEqual({ invocations: 6, starts: 4, errors: {} });
  });

  it('has no more processes than it may, and nobody is forgotten for that', async () => {
    const who = functionOf(WHO, {}, 2);
    const pids = await Promise.all(Array.from({ length: 20 }, () => pidOf(who.invoke({}))));
    expect(pids).toHaveLength(20);
    expect(new Set(pids).size).toBeLessThanOrEqual(2);
  });
});

describe('a function that fails', () => {
  it('is told of by the name and message of what it threw', async () => {
    const failing = functionOf(`exports.handler = async () => { throw new RangeError('too far'); };`);
    expect(await failing.invoke({})).toMatchObject({
      kind: 'failed',
      error: { errorType: 'RangeError', errorMessage: 'too far', trace: expect.arrayContaining(['RangeError: too far']) },
    });
    await failing.invoke({});
    expect(failing.counts).toEqual({ invocations: 2, starts: 1, errors: { RangeError: 2 } });
  });

  it.each([
    ['is not there', '', 'Runtime.HandlerNotFound', /undefined or not exported/],
    ['throws while it is loaded', `throw new Error('no table');`, 'Error', /^no table$/],
    ['ends its process while it is loaded', `process.exit(3);`, 'Runtime.ExitError', /exit status 3$/],
  ])('%s', async (_, source, errorType, message) => {
    const reply = await functionOf(source).invoke({});
    expect(reply).toMatchObject({ kind: 'failed', error: { errorType, errorMessage: expect.stringMatching(message) } });
  });

  it('ends with its process when nobody waits for what it threw', async () => {
    const careless = functionOf(`exports.handler = () => { void Promise.reject(new Error('alone')); return new Promise(() => {}); };`);
    expect(await careless.invoke({})).toMatchObject({
      error: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'alone' },
    });
    await careless.invoke({});
    expect(careless.counts.starts).toBe(2);
  });

  it('is killed when its time is over', async () => {
    const slow = functionOf(`exports.handler = () => new Promise((done) => setTimeout(done, 60_000));`, { timeoutMs: 300 });
    expect(await slow.invoke({})).toMatchObject({
      error: { errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0\.30 seconds$/) },
    });
    await slow.invoke({});
    expect(slow.counts.starts).toBe(2);
  });

  it('is told of when it is killed, and begins anew with the next call', async () => {
    const source = `exports.handler = (event) => event.quick ? 'here' : new Promise((done) => setTimeout(done, 60_000));`;
    const killed = functionOf(source);
    expect(answerOf(await killed.invoke({ quick: true }))).toBe('here');
    const invoking = killed.invoke({});
    await killed.kill();
    expect(await invoking).toMatchObject({
      error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/) },
    });
    expect(answerOf(await killed.invoke({ quick: true }))).toBe('here');
  });
});

describe('one process of a function', () => {
  it('is killed, the one that is at work for longest, and the others go on', async () => {
    const source = `exports.handler = (event) => new Promise((done) => setTimeout(done, event.ms, 'done'));`;
    const called = functionOf(source);
    const long = called.invoke({ ms: 60_000 });
    const short = called.invoke({ ms: 500 });
    await vi.waitFor(() => expect(called.counts.starts).toBe(2));
    await called.killOne();
    expect(await long).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
    expect(answerOf(await short)).toBe('done');
  });

  it('need not be there to be killed', async () => {
    const called = functionOf(WHO);
    await called.killOne();
    expect(called.counts).toEqual({ invocations: 0, starts: 0, errors: {} });
  });
});

describe('a function that is frozen', () => {
  const stateOf = (pid: number): string => /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  const TICKING = `let ticks = 0; setInterval(() => { ticks += 1; }, 1);
    exports.handler = async () => ({ ticks, pid: process.pid });`;

  it('does nothing from its reply on, until it is called again', async () => {
    const settings = { ...functionOf(TICKING).settings, freezes: true };
    const process = await FunctionProcess.spawn(settings);
    expect(await process.started()).toBeUndefined();
    await process.invoke({});
    await vi.waitFor(() => expect(stateOf(process.pid)).toBe('T'));
    expect(answerOf(await process.invoke({}))).toMatchObject({ pid: process.pid });
    await vi.waitFor(() => expect(stateOf(process.pid)).toBe('T'));
    await process.kill();
    expect(process.isAlive).toBe(false);
  });
});
