import type { AuditReport } from '../../domain/use-cases/audit/audit-service-days.js';
import { type AuditRange, type InvalidRange, parseRange } from '../../domain/use-cases/audit/range.js';
import type { StoreDown } from '../../ports/index.js';
import { auditServiceDays } from '../library/audit-service-days.js';
import { textOf } from './audit-text.js';
import { BadUsage, type Command, type ExitCode, required } from './command.js';
import { openExisting } from './existing-store.js';
import { storeFailure } from './store-failure.js';
import { addressIn, STORE_OPTIONS } from './which-store.js';

const RANGE_RULES = {
  date: 'must be a UTC date such as 2026-12-01',
  order: 'must not be before --from',
  too_long: 'must be at most 366 days from --from',
} as const satisfies Record<InvalidRange['rule'], string>;

function failure(error: InvalidRange | StoreDown, range: AuditRange): Error {
  if (error.kind === 'invalid_range')
    return new BadUsage(`--${error.field} ${RANGE_RULES[error.rule]}, not ${range[error.field]}`);
  return storeFailure(error);
}

function exitCodeOf({ differences, unsettled }: AuditReport): ExitCode {
  if (differences.length > 0) return 1;
  return unsettled.length > 0 ? 2 : 0;
}

export const audit: Command = {
  usage: '--store dynamodb:NAME|sqlite:FILE --from DATE --to DATE [--json]',
  summary: 'Recomputes the service days of these UTC dates, both included, from their bookings, and tells what differs.',
  options: {
    ...STORE_OPTIONS,
    from: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(given, { out }) {
    const address = addressIn(given);
    const range = { from: required(given, 'from'), to: required(given, 'to') };
    const parsed = parseRange(range);
    if (parsed.isErr()) throw failure(parsed.error, range);
    const { store, lagMs } = await openExisting(address);
    try {
      const audited = await auditServiceDays(store, range, { pauseMs: lagMs });
      if (audited.isErr()) throw failure(audited.error, range);
      const lines = given['json'] === true ? [JSON.stringify({ ...range, ...audited.value })] : textOf(audited.value);
      for (const text of lines) out(text);
      return exitCodeOf(audited.value);
    } finally {
      await store.close?.();
    }
  },
};
