import { toInstant } from '../../../domain/schedule/utc.js';
import { errAsync } from '../../../domain/result.js';
import { noBody } from '../read-body.js';
import { route } from '../route.js';
import { none } from '../schemas/queries.js';
import { ticket } from '../schemas/tickets.js';

export const issueTicket = route({
  method: 'POST',
  path: '/live/tickets',
  operationId: 'issueTicket',
  summary: 'A ticket to follow live updates with, for who cannot send a token there: good once, for a minute.',
  success: { status: 201, schema: ticket },
  refusals: ['store_unavailable'],
  needs: 'tickets',
  query: none,
  headers: [],
  body: noBody,
  handle: ({ parts: { tickets }, actor }) =>
    tickets
      ? tickets.issue(actor).map((issued) => ({
          status: 201,
          body: { ...issued, expiresAt: toInstant(issued.expiresAt) },
        }))
      : errAsync({ kind: 'route_not_found' }),
});
