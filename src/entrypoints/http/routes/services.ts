import type { Service } from '../../../domain/schedule/policy.js';
import type { Success } from '../call.js';
import { noBody } from '../read-body.js';
import { route } from '../route.js';
import { none } from '../schemas/queries.js';
import { putService as putServiceBody, service, servicePage } from '../schemas/services.js';
import { PUT_SERVICE, READ } from './refusals.js';

const READING = { method: 'GET', headers: ['If-None-Match'], body: noBody, query: none, refusals: READ } as const;

const found = (body: Service): Success => ({ status: 200, body, version: body.version });

export const listServices = route({
  ...READING,
  path: '/services',
  operationId: 'listServices',
  summary: 'Every service of the catalogue.',
  success: { status: 200, schema: servicePage },
  handle: ({ bookings, actor }) => bookings.listServices({ actor }).map((body) => ({ status: 200, body })),
});

export const getService = route({
  ...READING,
  path: '/services/{serviceId}',
  operationId: 'getService',
  summary: 'One service and its policy.',
  success: { status: 200, schema: service, version: true },
  handle: ({ bookings, actor, params }) => bookings.getService(params.serviceId, { actor }).map(found),
});

export const putService = route({
  method: 'PUT',
  path: '/services/{serviceId}',
  operationId: 'putService',
  summary: 'Put a service and its whole policy. Staff only; existing bookings stay as they are.',
  success: { status: 200, schema: service, version: true },
  refusals: PUT_SERVICE,
  query: none,
  headers: ['If-Match'],
  body: { schema: putServiceBody, types: ['application/json'], required: true },
  handle: ({ bookings, actor, params, body, ifMatch }) =>
    bookings.putService({ ...body, ...params }, { actor, ifMatch }).map(found),
});
