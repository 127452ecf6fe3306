import type { InvalidRequest } from '../booking/refusals.js';
import { ok, type Result } from '../result.js';
import { identifier, invalid, parse, subject } from './fields.js';

type Shared = { readonly userId: string } | { readonly serviceId: string };

/** Whose bookings a calendar shall show: one user's, or a service's. */
export const parseShared = (input: unknown): Result<Shared, InvalidRequest> =>
  parse({ userId: subject, serviceId: identifier }, input).andThen(({ userId, serviceId }): Result<Shared, InvalidRequest> => {
    if (userId !== undefined && serviceId === undefined) return ok({ userId });
    if (serviceId !== undefined && userId === undefined) return ok({ serviceId });
    return invalid([{ path: '', rule: 'user_or_service' }]);
  });
