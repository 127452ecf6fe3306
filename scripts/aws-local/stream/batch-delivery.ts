import type { Reply } from '../runtime-api.ts';
import { type StreamRecord, sequenceNumberOf } from './record.ts';
import type { Mapping } from '../template.ts';

export type Batch = readonly StreamRecord[];
export type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface Terms extends Pick<Mapping, 'reportsItemFailures' | 'bisects' | 'mostRetries' | 'mostAgeMs'> {
  readonly invoke: (event: { readonly Records: Batch }) => Promise<Reply>;
  /** Records that the function never comes to see again. */
  readonly giveUp: (batch: Batch, condition: Condition, retries: number) => void;
  /** Resolves when it is time for this retry, with whether there is to be one. */
  readonly mayRetry: (retries: number) => Promise<boolean>;
}

/** As a stream's reader reads the function's answer: how many records from the first on are done. */
function doneOf(reply: Reply, batch: Batch): number {
  if (reply.kind === 'failed') return 0;
  const answer: unknown = JSON.parse(reply.payload);
  if (answer === null || answer === '') return batch.length;
  if (typeof answer !== 'object' || !('batchItemFailures' in answer)) return batch.length;
  const { batchItemFailures: failures } = answer;
  if (failures === null) return batch.length;
  if (!Array.isArray(failures)) return 0;
  const positions = failures.map((failure: unknown) => positionOf(failure, batch));
  // One that names no record makes all of the batch a failure.
  return Math.min(batch.length, ...positions.map((position) => Math.max(0, position)));
}

const positionOf = (failure: unknown, batch: Batch): number =>
  typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure
    ? batch.findIndex((record) => sequenceNumberOf(record) === failure.itemIdentifier)
    : -1;

const ageOf = ([oldest]: Batch): number => Date.now() - 1_000 * (oldest?.dynamodb.ApproximateCreationDateTime ?? 0);

/**
 * Delivers a batch as an event source mapping does: after an error again, in halves; after a report from the first
 * record on that failed; and after so many retries not any more. Every further call is a retry, also of a smaller batch:
 * what AWS counts it does not say, and this is the least that it can allow.
 */
export async function deliver(terms: Terms, batch: Batch, retries = 0): Promise<void> {
  const reply = await terms.invoke({ Records: batch });
  const done = terms.reportsItemFailures || reply.kind === 'failed' ? doneOf(reply, batch) : batch.length;
  const rest = batch.slice(done);
  if (rest.length === 0) return;
  if (retries >= terms.mostRetries) return terms.giveUp(rest, 'RetryAttemptsExhausted', retries);
  if (ageOf(rest) > terms.mostAgeMs) return terms.giveUp(rest, 'RecordAgeExceeded', retries);
  if (!(await terms.mayRetry(retries))) return;
  const isSplit = terms.bisects && reply.kind === 'failed' && rest.length > 1;
  const middle = isSplit ? Math.ceil(rest.length / 2) : rest.length;
  await deliver(terms, rest.slice(0, middle), retries + 1);
  if (isSplit) await deliver(terms, rest.slice(middle), retries + 1);
}
