import { expect, it } from 'vitest';
import { subprotocolsIn } from '../../../src/entrypoints/live/subprotocol.js';

it.each([
  [undefined, []],
  ['', []],
  ['holdfast.v1', ['holdfast.v1']],
  ['holdfast.v1, ticket.abc', ['holdfast.v1', 'ticket.abc']],
  [' ticket.abc ,,holdfast.v1,', ['ticket.abc', 'holdfast.v1']],
  ['Holdfast.v1', ['Holdfast.v1']],
])('the subprotocols of %j are %j', (header, offered) => expect(subprotocolsIn(header)).toEqual(offered));
