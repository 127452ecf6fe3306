import * as z from 'zod/mini';
import { instant } from './fields.js';
import { published } from './published.js';

export const ticket = z
  .strictObject({
    ticket: z.string().register(published, {
      description: 'Good for one WebSocket connection, as the subprotocol `ticket.<ticket>` beside `holdfast.v1`.',
    }),
    expiresAt: instant,
  })
  .register(published, { id: 'Ticket' });
