import { bookingEventIn } from '../../../adapters/dynamodb/stream-images.js';
import type { BookingEvent } from '../../../domain/booking/booking.js';
import type { UnreadEvent } from '../../../domain/use-cases/background/push.js';
import { isObject, type Loose } from '../loose.js';

/** An item as a stream sends it. */
export type StreamImage = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

/** What an event source mapping of a DynamoDB stream hands over: as much of it as is read. */
export interface StreamEvent {
  readonly Records: readonly StreamRecord[];
}
export interface StreamRecord {
  readonly eventSource?: string | undefined;
  readonly eventName?: string | undefined;
  readonly dynamodb?: StreamChange | undefined;
}
export interface StreamChange {
  readonly SequenceNumber?: string | undefined;
  /** The item after the change; there is none after a `REMOVE`. */
  readonly NewImage?: StreamImage | undefined;
}

/** As `ReportBatchItemFailures` has it: the stream comes again from the first of these on. */
export interface StreamResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** A record, and what is in it for us. */
export interface Entry {
  /** The sequence number. Without one nothing can be said of this record alone: an empty one is the whole batch. */
  readonly itemIdentifier: string;
  /** `other`: of another item than a booking, or of one that is gone. `foreign`: no change with a new image. */
  readonly found: BookingEvent | UnreadEvent | 'other' | 'foreign';
}

const isImage = (value: unknown): value is StreamImage => isObject(value) && Object.values(value).every(isObject);

function foundIn({ eventSource, eventName, dynamodb }: Loose<StreamRecord>): Entry['found'] {
  if ((eventSource ?? 'aws:dynamodb') !== 'aws:dynamodb' || !isObject(dynamodb)) return 'foreign';
  if (eventName === 'REMOVE') return 'other';
  const { NewImage }: Loose<StreamChange> = dynamodb;
  if (!isImage(NewImage)) return 'foreign';
  const image = bookingEventIn(NewImage);
  if (image.kind === 'event') return image.event;
  return image.kind === 'unread' ? image : 'other';
}

function toEntry(record: unknown): Entry {
  const given: Loose<StreamRecord> = isObject(record) ? record : {};
  const { SequenceNumber: id }: Loose<StreamChange> = isObject(given.dynamodb) ? given.dynamodb : {};
  return { itemIdentifier: typeof id === 'string' ? id : '', found: foundIn(given) };
}

/** @throws TypeError for what has no list of records: the invocation fails, and whoever sent it may send it again. */
export function entriesOf(event: unknown): readonly Entry[] {
  const { Records }: Loose<StreamEvent> = isObject(event) ? event : {};
  if (!Array.isArray(Records)) throw new TypeError('holdfast carries the records of a DynamoDB stream, and got none');
  return Records.map(toEntry);
}
