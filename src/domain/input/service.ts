import type { InvalidRequest } from '../booking/refusals.js';
import { ok, type Result } from '../result.js';
import { MAX_CLAIM_MINUTES } from '../schedule/claim.js';
import { DEFAULT_POLICY, type Service } from '../schedule/policy.js';
import { identifier, invalid, parse, required, string, whole } from './fields.js';

const MINUTES_PER_YEAR = 366 * 24 * 60;
const duration = whole(1, MAX_CLAIM_MINUTES);
const buffer = whole(0, MAX_CLAIM_MINUTES);
const notice = whole(0, MINUTES_PER_YEAR);

const shape = {
  serviceId: required(identifier),
  name: string(200),
  capacity: whole(0, 1_000_000),
  durationMinutes: duration,
  minDurationMinutes: duration,
  maxDurationMinutes: duration,
  bufferBeforeMinutes: buffer,
  bufferAfterMinutes: buffer,
  minNoticeMinutes: notice,
  maxHorizonDays: whole(0, 3_660),
  holdMinutes: whole(1, MINUTES_PER_YEAR),
  cancellationNoticeMinutes: notice,
  // As it was read; what to expect when putting it back is said by `ifMatch`.
  version: whole(0),
};

/** A whole service from what was given, version 0: what is left out has its default. */
export function parseService(input: unknown): Result<Service, InvalidRequest> {
  return parse(shape, input)
    .map(({ serviceId, name, ...policy }) => ({ serviceId, name: name ?? serviceId, ...DEFAULT_POLICY, ...policy, version: 0 }))
    .andThen(consistent);
}

function consistent(service: Service): Result<Service, InvalidRequest> {
  const { durationMinutes, minDurationMinutes = durationMinutes, maxDurationMinutes = durationMinutes } = service;
  const longest = Math.max(durationMinutes, maxDurationMinutes) + service.bufferBeforeMinutes + service.bufferAfterMinutes;
  if (minDurationMinutes > maxDurationMinutes) return invalid([{ path: 'minDurationMinutes', rule: 'above_maximum' }]);
  if (longest > MAX_CLAIM_MINUTES) return invalid([{ path: 'durationMinutes', rule: 'too_long_with_buffers' }]);
  return ok(service);
}

/** What an unknown service is booked by. */
export const defaultService = (serviceId: string): Service => ({
  serviceId,
  name: serviceId,
  ...DEFAULT_POLICY,
  version: 0,
});
