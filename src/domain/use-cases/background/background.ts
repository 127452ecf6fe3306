import type { Background, BackgroundReport } from '../../../ports/index.js';
import { errAsync, okAsync } from '../../result.js';
import { asked } from '../call/reading.js';
import type { Dependencies } from '../dependencies.js';
import { Broadcasts } from './broadcasts.js';
import { oldestParked } from './parked.js';
import { periodic } from './periodic.js';
import { relayDue } from './relay.js';
import { sweepLapsedHolds } from './sweep.js';

/** `<bookingId>:<version>`, spelt in the one way that there is. */
const isEventId = (given: unknown): given is string =>
  typeof given === 'string' && /^[\w.~-]{1,128}:[1-9]\d{0,9}$/.test(given);

const RELAY_EVERY_MS = 1_000;
const SWEEP_EVERY_MS = 15_000;
const PARKED_SHOWN = 1_000;
/** What is due when a process stops is its to deliver; a backlog is the next one's. Nothing is begun after that long. */
const FLUSH_MS = 5_000;
const RUN_ONCE_MS = 30_000;
const LAST_BROADCASTS_MS = 1_000;

/** An instance has one relay: a pass that is asked for during another one begins after it. */
function oneAtATime<A, T>(run: (argument: A) => Promise<T>): (argument: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (argument) => {
    const next = last.then(() => run(argument));
    last = next.catch(() => undefined);
    return next;
  };
}

/** The background work of one library instance, and the bell that a commit rings for it. */
export function backgroundOf(deps: Dependencies): { readonly background: Background; readonly committed: () => void } {
  const { store, ids } = deps;
  const never = new AbortController().signal;
  const broadcasts = new Broadcasts(deps);
  const relayNow = oneAtATime((mayGoOn: () => boolean) => relayDue(deps, relayId(), mayGoOn, broadcasts));
  const forUpTo = (ms: number): (() => boolean) => {
    const begun = deps.stopwatch();
    return () => deps.stopwatch() - begun < ms;
  };
  let stops = 0;
  const relay = periodic(deps, RELAY_EVERY_MS, (signal) => relayNow(() => !signal.aborted));
  const sweeper = periodic(deps, SWEEP_EVERY_MS, (signal) => sweepLapsedHolds(deps, signal));
  let drawn: string | undefined;
  const relayId = (): string => (drawn ??= ids.next());

  const runOnce = async (signal = never): Promise<BackgroundReport> => {
    const [before, inTime] = [stops, forUpTo(RUN_ONCE_MS)];
    const swept = await sweepLapsedHolds(deps, signal);
    const relayed = await relayNow(() => inTime() && stops === before && !signal.aborted);
    await broadcasts.ended();
    return { ...swept, ...relayed };
  };

  const background: Background = {
    start() {
      relay.start();
      sweeper.start();
    },
    async stop() {
      stops += 1;
      const inTime = forUpTo(FLUSH_MS);
      await Promise.all([relay.stop(), sweeper.stop()]);
      await relayNow(inTime);
      const enough = new AbortController();
      await Promise.race([broadcasts.ended(), deps.clock.sleep(LAST_BROADCASTS_MS, enough.signal)]);
      enough.abort();
    },
    runOnce,
    parked: () => (store.outbox ? asked(oldestParked(store.outbox, PARKED_SHOWN)) : okAsync([])),
    retryParked: (eventId) =>
      (store.outbox && isEventId(eventId) ? asked(store.outbox.unpark(eventId)) : okAsync(false)).andThen((found) => {
        if (!found) return errAsync({ kind: 'not_found' as const });
        relay.wake();
        return okAsync(undefined);
      }),
  };
  return { background, committed: relay.wake };
}
