import { expect, it } from 'vitest';
import { mayConnectFrom } from '../../../../src/entrypoints/express/live/origin.js';

it.each([
  ['https://desk.example', 'desk.example'],
  ['https://desk.example', 'DESK.example:443'],
  ['http://desk.example', 'desk.example:80'],
  ['http://desk.example:8080', 'desk.example:8080'],
  ['https://[::1]:3000', '[::1]:3000'],
])('a page of %s connects to its own host, %s', (origin, host) => {
  expect(mayConnectFrom({ origin, host }, [])).toBe(true);
});

it.each([
  ['http://desk.example:8080', 'desk.example'],
  ['https://desk.example', 'desk.example:80'],
  ['https://desk.example', 'desk.example.evil'],
  ['https://evil.example', 'desk.example'],
  ['file://', ''],
  ['null', ''],
  ['null', 'null'],
  ['', ''],
  ['https://', ''],
])('a page of %s does not connect to %s', (origin, host) => {
  expect(mayConnectFrom({ origin, host }, [])).toBe(false);
});

it('who names no page is no browser', () => expect(mayConnectFrom({ host: 'desk.example' }, [])).toBe(true));
