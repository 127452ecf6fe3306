import { readFileSync } from 'node:fs';
import { FunctionProcess } from '../../scripts/aws-local/function-process.ts';

/** What a function is given: an event that it answers with 201. */
export type NextEvent = () => unknown;

export interface Start {
  /** From its spawn to its first answer, in milliseconds. */
  readonly ms: number;
  /** The most memory it has had, in MB. */
  readonly mb: number;
}

/** With what the template gives it. */
const NODE_OPTIONS = '--max-semi-space-size=1';

export async function spawned(folder: string, environment: Readonly<Record<string, string>>): Promise<FunctionProcess> {
  const settings = { name: 'bench', folder, timeoutMs: 30_000, memoryMb: 512 };
  const onLog = (text: string): void => console.error(text);
  const one = await FunctionProcess.spawn({ ...settings, environment: { ...environment, NODE_OPTIONS }, onLog });
  const error = await one.started();
  if (error) throw new Error(`${folder} did not start: ${error.errorMessage}`);
  return one;
}

/** How long it takes to answer, in milliseconds. */
export async function answered(one: FunctionProcess, event: unknown): Promise<number> {
  const asked = performance.now();
  const reply = await one.invoke(event);
  const ms = performance.now() - asked;
  if (reply.kind === 'answered' && JSON.parse(reply.payload).statusCode === 201) return ms;
  throw new Error(`no booking came of it: ${JSON.stringify(reply)}`);
}

function peakOf(pid: number): number {
  const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}

/** One process from its start to its first answer. */
export async function coldStart(folder: string, environment: Readonly<Record<string, string>>, next: NextEvent): Promise<Start> {
  const one = await spawned(folder, environment);
  try {
    await answered(one, next());
    return { ms: performance.now() - one.spawnedAt, mb: peakOf(one.pid) };
  } finally {
    await one.kill();
  }
}
