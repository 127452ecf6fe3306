import { BroadcastChannel, type Worker } from 'node:worker_threads';

/** On it a thread says that it is getting on, by its number. */
export const SIGNS_OF_LIFE = 'holdfast: signs of life';

// Of processor time, of which a test takes a second at most: on a busy machine it passes slowly for all alike.
const LONGEST_MS = 3_000;
const LOOK_EVERY_MS = 500;

interface Watched {
  readonly worker: Worker;
  isGettingOn: boolean;
  /** The processor time that it had used when it was last seen to get on. */
  usedMs: number;
}

const usedBy = async (worker: Worker): Promise<number> => {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1_000;
};

/**
 * Ends every thread whose test goes round and round without letting anything else happen: no time limit that is kept
 * in the thread itself would ever get a turn.
 */
export function watchThreads(): void {
  const threads = new Map<number, Watched>();
  const signs = new BroadcastChannel(SIGNS_OF_LIFE);
  signs.addEventListener('message', (event) => {
    const thread = event instanceof MessageEvent ? threads.get(event.data) : undefined;
    if (thread) thread.isGettingOn = true;
  });
  signs.unref();

  const look = async (thread: Watched): Promise<void> => {
    const usedMs = await usedBy(thread.worker);
    if (thread.isGettingOn) Object.assign(thread, { isGettingOn: false, usedMs });
    else if (usedMs - thread.usedMs > LONGEST_MS) {
      thread.worker.emit('error', new Error('A test never came back'));
      await thread.worker.terminate();
    }
  };

  process.on('worker', (worker) => {
    const { threadId } = worker;
    const thread: Watched = { worker, isGettingOn: true, usedMs: 0 };
    threads.set(threadId, thread);
    // A thread that is no more rejects, and has nothing to be watched for.
    const looking = setInterval(() => void look(thread).catch(() => undefined), LOOK_EVERY_MS).unref();
    worker.once('exit', () => {
      clearInterval(looking);
      threads.delete(threadId);
    });
  });
}
