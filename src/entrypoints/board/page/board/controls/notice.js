/** @import { Reading } from '../live/truth.js' */
/** @import { Standing } from './connection.js' */
import { part, setText } from '../dom.js';

/**
 * What has to be said above the bookings, if anything.
 *
 * @param {Standing} standing
 * @param {Reading | undefined} reading
 * @param {string | undefined} since When what is shown was true.
 */
function noticeFor(standing, reading, since) {
  const shown = since === undefined ? '' : ` What you see is from ${since}.`;
  if (standing === 'sign-in') return 'Sign in to see the bookings.';
  if (standing === 'offline') return `The service cannot be reached. It is tried again by itself.${shown}`;
  if (reading?.kind !== 'refused') return undefined;
  const { code, status } = reading.problem;
  if (code === 'too_many_requests') return `The service has had too many requests from here. It is tried again by itself.${shown}`;
  return `The service does not hand out the bookings (${status}). It is tried again by itself.${shown}`;
}

/**
 * @param {Standing} standing
 * @param {Reading | undefined} reading
 * @param {string | undefined} since
 */
export function showNotice(standing, reading, since) {
  // Never hidden: what is said by something that was hidden a moment ago is not read aloud.
  setText(part('notice', HTMLElement), noticeFor(standing, reading, since) ?? '');
}
