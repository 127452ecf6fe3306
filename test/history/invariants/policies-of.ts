import type { Evidence } from '../model/evidence.js';
import type { InForce } from '../model/policies.js';
import type { Step } from '../model/world.js';

/** The policies that a commit can have been decided by: in force since the call for it went out. */
export function policiesOf({ policies, requests }: Evidence, { entry }: Step): readonly InForce[] {
  const calls = requests.get(entry.request ?? '')?.calls ?? [];
  const from = Math.min(entry.earliest, ...calls.map(({ call }) => call.at));
  return policies.between(entry.event.booking.serviceId, from, entry.latest);
}
