/** What must really be reached now and then, or the search proves less than it seems to. */
export const SOMETIMES = [
  'conflict',
  'replay',
  'lost acknowledgement found by its event',
  'torn load',
  'failed re-check of a refusal',
  'policy changed between reads',
  'expiry race',
  'early purge by a fast clock',
  'half of a midnight hold purged',
  'refusal racing a success under one key',
  'another command under one key',
  'relay crash',
  'parking',
] as const;
export type Sometimes = (typeof SOMETIMES)[number];

export const FIRED = [
  'request lost',
  'answer lost',
  'late write',
  'slow answer',
  'conflict forced',
  'read error',
  'process killed',
  'publish failed',
  'publish doubled',
  'publish refused for good',
  'client gave up',
] as const;
export type Fired = (typeof FIRED)[number];

export type Tally = Map<Sometimes | Fired | Counted, number>;
export const COUNTED = ['steps', 'calls', 'commits', 'deliveries'] as const;
export type Counted = (typeof COUNTED)[number];

export const count = (tally: Tally, what: Sometimes | Fired | Counted, by = 1): void => {
  tally.set(what, (tally.get(what) ?? 0) + by);
};
