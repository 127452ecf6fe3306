import type { Demand } from './verdict.ts';

interface Room extends Demand {
  /** A folder in it that is not mutated. */
  readonly except?: string;
}

/** Nothing may live on in the rooms that decide; elsewhere a few may, where a test would repeat the code. */
export const DEMANDS: readonly Room[] = [
  { room: 'src/domain/booking', percent: 100 },
  { room: 'src/domain/schedule', percent: 100 },
  { room: 'src/domain/idempotency', percent: 100 },
  { room: 'src/domain/access', percent: 100 },
  { room: 'src/domain/live', percent: 100 },
  { room: 'src/domain/input', percent: 95 },
  { room: 'src/domain/use-cases', percent: 95 },
  // The document that `openapi` makes is compared, to the letter, with the one that is published.
  { room: 'src/entrypoints/http', percent: 95, except: 'src/entrypoints/http/openapi' },
];

export const filesOf = ({ room, except }: Room): readonly string[] => [
  `${room}/**/*.ts`,
  ...(except === undefined ? [] : [`!${except}/**`]),
];
