import type { Called } from '../history.js';
import { same } from '../model/same.js';
import type { Step } from '../model/world.js';
import { isChange, textIn } from '../refusals/scene.js';

/** What a booking carries beside its slot, after a call for it. */
type Detail = (call: Called, step: Step) => unknown;

const isWriting = (call: Called): boolean => call.operation === 'create' || isChange(call);

/** `null` clears, what is not named stays. */
const patched = (old: unknown, patch: unknown): unknown => (patch === undefined ? old : (patch ?? undefined));

const DETAILS: Readonly<Record<string, Detail>> = {
  notes: (call, { before }) => patched(before?.booking.notes, isWriting(call) ? call.input['notes'] : undefined),
  metadata: (call, { before }) => {
    const patch = isWriting(call) ? call.input['metadata'] : undefined;
    const merged = Object.entries({ ...before?.booking.metadata, ...(typeof patch === 'object' && patch) });
    const left = merged.filter(([, value]) => value !== null);
    return left.length === 0 ? undefined : Object.fromEntries(left);
  },
  paymentReference: (call, { before }) =>
    (call.operation === 'confirm' ? textIn(call, 'paymentReference') : undefined) ?? before?.booking.paymentReference,
  cancelReason: (call) => (call.operation === 'cancel' ? textIn(call, 'reason') : undefined),
};

/** The name of something that is neither as the call wants it nor, where it says nothing of it, as it was. */
export const wrongDetail = (call: Called, step: Step): string | undefined =>
  Object.keys(DETAILS).find((name) => !same(Reflect.get(step.after.booking, name), DETAILS[name]?.(call, step)));
