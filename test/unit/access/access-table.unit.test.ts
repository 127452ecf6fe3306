import { describe, expect, it } from 'vitest';
import { ACCESS, type Action, mayDo } from '../../../src/domain/access/access.js';
import { ROLES } from '../../../src/domain/access/actor.js';

/** Of the specification: on all bookings, on one's own only, on none. */
const TABLE = `
              user   staff  system
see           own    all    all
create        own    all    -
confirm       own    all    -
update        own    all    -
reschedule    own    all    -
cancel        own    all    -
complete      -      all    -
no_show       -      all    -
expire        -      -      all
list          own    all    -
follow        own    all    -
share_calendar own   all    -
put_service   -      all    -
see_services  all    all    all`;

const [, ...lines] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));
const rows = lines.map(([action, ...reaches]) => ({ action: action as Action, reaches }));
const cells = rows.flatMap(({ action, reaches }) =>
  ROLES.map((role, n) => ({ action, role, own: reaches[n] !== '-', others: reaches[n] === 'all' })),
);

describe('the access table', () => {
  it('knows these actions and no more', () => {
    expect(Object.keys(ACCESS).sort()).toEqual(rows.map(({ action }) => action).sort());
  });
  it.each(cells)('$role may $action: on its own $own, on others $others', ({ action, role, own, others }) => {
    const actor = { subject: 'ada', roles: [role] };
    expect(mayDo(actor, action, 'ada')).toBe(own);
    expect(mayDo(actor, action, 'bob')).toBe(others);
    expect(mayDo(actor, action)).toBe(others);
  });
  it.each(rows)('someone without a role may not $action', ({ action }) => {
    expect(mayDo({ subject: 'ada', roles: [] }, action, 'ada')).toBe(false);
  });
  it('goes by the widest of several roles', () => {
    const both = { subject: 'ada', roles: ['user', 'staff'] as const };
    expect([mayDo(both, 'complete', 'bob'), mayDo(both, 'cancel', 'bob'), mayDo(both, 'expire', 'bob')]).toEqual([
      true,
      true,
      false,
    ]);
  });
  it('compares subjects to the letter', () => {
    const ada = { subject: 'ada', roles: ['user'] as const };
    expect(['Ada', 'ada ', 'ada\0', ''].map((owner) => mayDo(ada, 'see', owner))).toEqual([false, false, false, false]);
  });
});
