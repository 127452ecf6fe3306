import { isUser } from '../model/answers.js';
import type { Evidence } from '../model/evidence.js';
import { same } from '../model/same.js';
import { mayDo } from '../refusals/access.js';
import type { Step } from '../model/world.js';
import { commitNamed, type Invariant, type Report } from './invariant.js';

/** No one reads or changes what is another's. */
export const othersAreOutOfReach: Invariant = (evidence, report) => {
  for (const { call, answers } of evidence.calls) {
    if (!isUser(call.actor)) continue;
    for (const { answer } of answers) {
      if ('refusal' in answer) continue;
      const shown = 'booking' in answer ? [answer.booking] : answer.bookings;
      const foreign = shown.find(({ userId }) => userId !== call.actor.subject);
      if (foreign) report(`call ${call.call} showed ${call.actor.subject} a booking of ${foreign.userId}`);
    }
  }
  for (const step of evidence.world.steps) judge(evidence, step, report);
};

function judge({ requests }: Evidence, step: Step, report: Report): void {
  const { event, request } = step.entry;
  const { actor, booking } = event;
  const call = requests.get(request ?? '')?.calls[0]?.call;
  if (call && !same(call.actor, actor)) {
    const [named, asking] = [actor, call.actor].map(({ subject, roles }) => `${subject} (${roles.join(', ')})`);
    report(`${commitNamed(step)} is in the name of ${named}, asked for by ${asking}`);
  }
  if (!call && event.type !== 'BookingExpired') return;
  const operation = call?.operation ?? 'expire';
  if (!mayDo({ actor }, operation, booking.userId)) {
    report(`${commitNamed(step)}: ${actor.subject} may not ${operation} a booking of ${booking.userId}`);
  }
}
