import { record } from './run.js';
import { added, tallyOf } from './tally.js';

/** What the script that records many histories needs, in one bundle. */
export const recorder = { record, tallyOf, added };
export interface Recorder {
  readonly recorder: typeof recorder;
}
