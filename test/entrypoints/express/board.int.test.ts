import express from 'express';
import { createBoardRouter } from 'holdfast/express';
import { describe, expect, it } from 'vitest';
import { get, served } from './asking.js';

const board = () => served(express().use(createBoardRouter()));

describe('the board', () => {
  it('is a page that may speak to its own origin alone', async () => {
    const page = await (await board()).send(get('/'));
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } });
    expect(page.headers['content-security-policy']).toContain("connect-src 'self';");
    expect(page.text).toContain('<meta name="holdfast-api" content="./" />');
  });

  it('is not sent again to who has it', async () => {
    const wire = await board();
    const { headers } = await wire.send(get('/board/main.js'));
    const again = await wire.send(get('/board/main.js', { headers: { 'if-none-match': headers['etag'] ?? '' } }));
    expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', headers['etag']]);
  });

  it('answers HEAD with the length of what it would send', async () => {
    const wire = await board();
    const [whole, head] = [await wire.send(get('/')), await wire.send(get('/', { method: 'HEAD' }))];
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', whole.headers['content-length']]);
  });

  it.each(['/board/types.ts', '/tsconfig.json', '/board/', '/../package.json', '/board/%2e%2e/index.html', '/bookings'])('leaves %s to others', async (path) => {
    expect((await (await board()).send(get(path))).status).toBe(404);
  });

  it('leaves what is no reading to others', async () => {
    expect((await (await board()).send(get('/', { method: 'POST' }))).status).toBe(404);
  });

  it.each([
    ['/desk/board', './board/'],
    ['/desk/board?day=1', './board/?day=1'],
  ])('is a folder to the browser: %s', async (address, location) => {
    const wire = await served(express().use('/desk/board', createBoardRouter()));
    expect(await wire.send(get(address))).toMatchObject({ status: 308, headers: { location } });
  });
});
