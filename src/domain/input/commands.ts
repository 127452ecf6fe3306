import type { CancelCommand } from '../booking/cancel.js';
import type { ChangeCommand } from '../booking/change.js';
import type { CloseCommand } from '../booking/close.js';
import type { ConfirmCommand } from '../booking/confirm.js';
import type { CreateCommand } from '../booking/create.js';
import { MAX_METADATA_PAIRS } from '../booking/details.js';
import type { InvalidRequest } from '../booking/refusals.js';
import { ok, type Result } from '../result.js';
import { flag, identifier, instant, invalid, nullable, pairs, parse, required, string, subject, whole } from './fields.js';

export const MAX_TEXT = 500;
const notes = string(MAX_TEXT);
const MAX_KEY = 40;

const creation = {
  userId: required(subject),
  serviceId: required(identifier),
  dateTime: required(instant),
  serviceName: string(200),
  durationMinutes: whole(1),
  units: whole(1),
  hold: flag,
  notes,
  metadata: pairs(MAX_METADATA_PAIRS, MAX_KEY, string(MAX_TEXT)),
};
const one = { bookingId: required(identifier) };
const confirmation = { ...one, paymentReference: string(255) };
const cancellation = { ...one, reason: string(MAX_TEXT) };
const move = { ...one, dateTime: instant, durationMinutes: whole(1), units: whole(1), notes: nullable(notes) };
// A patch may name as many keys again as a booking has, to clear them.
const patch = { ...move, metadata: pairs(2 * MAX_METADATA_PAIRS, MAX_KEY, nullable(string(MAX_TEXT))) };

export type ParseCommand<C> = (input: unknown) => Result<C, InvalidRequest>;

export const parseCreate: ParseCommand<CreateCommand> = (input) => parse(creation, input);
export const parseConfirm: ParseCommand<ConfirmCommand> = (input) => parse(confirmation, input);
export const parseCancel: ParseCommand<CancelCommand> = (input) => parse(cancellation, input);
export const parseClose: ParseCommand<CloseCommand> = (input) => parse(one, input);
export const parseReschedule: ParseCommand<ChangeCommand> = (input) => parse(move, input).andThen(notEmpty);
export const parseUpdate: ParseCommand<ChangeCommand> = (input) => parse(patch, input).andThen(notEmpty);

const notEmpty = (command: ChangeCommand): Result<ChangeCommand, InvalidRequest> =>
  Object.keys(command).length > 1 ? ok(command) : invalid([{ path: '', rule: 'empty' }]);
