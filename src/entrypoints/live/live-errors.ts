import type { Topic } from '../../domain/live/topic.js';

interface Is<K extends string> {
  readonly code: K;
}

/** Why a frame had no effect, with what its sender is told beside the code. */
export type LiveError =
  | (Is<'frame_too_large'> & { readonly maxBytes: number })
  | Is<'not_text'>
  | Is<'not_json'>
  | Is<'not_an_object'>
  | (Is<'unknown_action'> & { readonly actions: readonly string[] })
  | (Is<'unknown_field'> & { readonly field: string })
  | Is<'topics_missing'>
  | (Is<'not_a_topic'> & { readonly index: number })
  | (Is<'too_many_topics'> & { readonly most: number })
  | (Is<'forbidden'> & { readonly topic: Topic })
  | Is<'try_again'>
  | (Is<'internal_error'> & { readonly incidentId: string });

/** Every code that an `error` frame may have, and the facts that stand beside it. The documentation is held to it. */
export const LIVE_ERRORS = {
  frame_too_large: ['maxBytes'],
  not_text: [],
  not_json: [],
  not_an_object: [],
  unknown_action: ['actions'],
  unknown_field: ['field'],
  topics_missing: [],
  not_a_topic: ['index'],
  too_many_topics: ['most'],
  forbidden: ['topic'],
  try_again: [],
  internal_error: ['incidentId'],
} as const satisfies { [E in LiveError as E['code']]: readonly Exclude<keyof E, 'code'>[] };
