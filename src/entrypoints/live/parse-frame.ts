import { isObject } from '../../domain/input/fields.js';
import { isTopic, type Topic } from '../../domain/live/topic.js';
import { err, ok, type Result } from '../../domain/result.js';
import type { ClientFrame } from './frames.js';
import type { LiveError } from './live-errors.js';

export const MAX_FRAME_BYTES = 16 * 1024;
/** A frame is done whole or not at all, and so many topics go into one transaction of a table. */
export const MAX_FRAME_TOPICS = 50;
/** So much of an unknown name is repeated to whoever sent it. */
const MAX_NAME = 100;

type Action = ClientFrame['action'];

/** What each action takes beside itself. */
const FIELDS: Readonly<Record<Action, readonly string[]>> = { subscribe: ['topics'], unsubscribe: ['topics'], ping: [] };
const ACTIONS = Object.keys(FIELDS);

const isAction = (value: unknown): value is Action => typeof value === 'string' && Object.hasOwn(FIELDS, value);

/** Bytes are taken for UTF-8, whichever kind of message brought them. */
function textIn(frame: string | Uint8Array): Result<string, LiveError> {
  const bytes = typeof frame === 'string' ? Buffer.byteLength(frame) : frame.byteLength;
  if (bytes > MAX_FRAME_BYTES) return err({ code: 'frame_too_large', maxBytes: MAX_FRAME_BYTES });
  if (typeof frame === 'string') return ok(frame);
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(frame));
  } catch {
    return err({ code: 'not_text' });
  }
}

function jsonIn(text: string): Result<unknown, LiveError> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err({ code: 'not_json' });
  }
}

/** Each once, in the order they were given. */
function topicsIn(value: unknown): Result<readonly Topic[], LiveError> {
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  if (given.length === 0) return err({ code: 'topics_missing' });
  const index = given.findIndex((one) => !isTopic(one));
  if (index >= 0) return err({ code: 'not_a_topic', index });
  const topics = [...new Set(given.filter(isTopic))];
  return topics.length > MAX_FRAME_TOPICS ? err({ code: 'too_many_topics', most: MAX_FRAME_TOPICS }) : ok(topics);
}

function frameIn(value: unknown): Result<ClientFrame, LiveError> {
  if (!isObject(value)) return err({ code: 'not_an_object' });
  const { action, topics } = value;
  if (!isAction(action)) return err({ code: 'unknown_action', actions: ACTIONS });
  const field = Object.keys(value).find((name) => name !== 'action' && !FIELDS[action].includes(name));
  if (field !== undefined) return err({ code: 'unknown_field', field: field.slice(0, MAX_NAME) });
  return action === 'ping' ? ok({ action }) : topicsIn(topics).map((listed) => ({ action, topics: listed }));
}

/** A message of a client's, as text or as the bytes of one. */
export const parseFrame = (frame: string | Uint8Array): Result<ClientFrame, LiveError> =>
  textIn(frame).andThen(jsonIn).andThen(frameIn);
