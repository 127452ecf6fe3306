import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { INSTEAD, NoDynamodb } from './dynamodb-download.ts';
import { freePort, stopping } from './started-process.ts';

const OLDEST_JAVA = 17;
const LONGEST_START_MS = 60_000;
const STARTS = 3;

/** @throws NoDynamodb when there is no Java on the path, or one that is too old. */
export function assertJava(): void {
  const { status, stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const install = `Install it, for instance by \`apt-get install default-jre-headless\`, ${INSTEAD}.`;
  if (error || status !== 0) {
    throw new NoDynamodb(`DynamoDB Local needs Java ${OLDEST_JAVA} or newer, and there is none. ${install}`);
  }
  const [, version = '', major = ''] = /version "((?:1\.)?(\d+)[^"]*)"/.exec(stderr) ?? [];
  if (Number(major) >= OLDEST_JAVA) return;
  throw new NoDynamodb(`DynamoDB Local needs Java ${OLDEST_JAVA} or newer, and this one is ${version || 'unknown'}. ${install}`);
}

interface Running {
  readonly endpoint: string;
  stop(): Promise<void>;
}

type Answers = (endpoint: string) => Promise<boolean>;

/**
 * DynamoDB Local, as it lies in `folder`, on a port of its own.
 * @throws NoDynamodb with what it said when it does not come to answer.
 */
export async function startDynamodb(folder: string, answers: Answers, starts = STARTS): Promise<Running> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const emulator = ['-jar', 'DynamoDBLocal.jar', '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
  // It lives for minutes: what its second compiler would win, it never wins back.
  const java = spawn('java', ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.library.path=./DynamoDBLocal_lib', ...emulator], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [java.stdout, java.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const stop = stopping(java);

  const deadline = performance.now() + LONGEST_START_MS;
  while (java.exitCode === null && java.signalCode === null && performance.now() < deadline) {
    if (await answers(endpoint)) return { endpoint, stop };
    await sleep(50);
  }
  await stop();
  // Somebody else may have taken the port before Java did.
  if (starts > 1) return startDynamodb(folder, answers, starts - 1);
  throw new NoDynamodb(`DynamoDB Local in ${folder} did not start: ${said.join('').trim() || 'it said nothing'}`);
}
