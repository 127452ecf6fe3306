import { describe, expect, it } from 'vitest';
import { parseShared } from '../../../src/domain/input/calendars.js';

const issues = (input: unknown) => {
  const parsed = parseShared(input);
  return parsed.isErr() ? parsed.error.issues : parsed.value;
};

describe('whose bookings a calendar shall show', () => {
  it('is one user or one service', () => {
    expect(issues({ userId: 'a|b' })).toEqual({ userId: 'a|b' });
    expect(issues({ serviceId: 'chair', userId: undefined })).toEqual({ serviceId: 'chair' });
  });

  it.each([{}, { userId: 'ada', serviceId: 'chair' }])('and not %j', (input) => {
    expect(issues(input)).toEqual([{ path: '', rule: 'user_or_service' }]);
  });

  it.each([
    [{ userId: 'a b' }, 'userId', 'format'],
    [{ serviceId: 'a/b' }, 'serviceId', 'format'],
    [{ userId: 'ada', all: true }, 'all', 'unknown_field'],
    ['ada', '', 'object'],
  ])('as users and services are named: %j', (input, path, rule) => expect(issues(input)).toEqual([{ path, rule }]));
});
