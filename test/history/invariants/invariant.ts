import type { Evidence } from '../model/evidence.js';
import type { Step } from '../model/world.js';

export type Report = (what: string) => void;

/** One invariant: says of each place where the evidence is against it. */
export type Invariant = (evidence: Evidence, report: Report) => void;

/** A commit, so that a reader finds it in the history. */
export const commitNamed = ({ at, entry: { event, request } }: Step): string =>
  `commit ${at} (${event.eventId} ${event.type}${request === undefined ? '' : ` for ${request}`})`;
