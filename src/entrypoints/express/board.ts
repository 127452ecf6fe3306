import type { Request, RequestHandler } from 'express';
import { type BoardFile, boardFiles } from '../board/files.js';
import { boardPolicy } from '../board/policy.js';
import type { BoardSettings } from '../board/settings.js';
import { isKnown } from '../http/read-headers.js';

/** Relative addresses begin at the page, so it must be seen as a folder: `/board/`, not `/board`. */
const isCutShort = ({ originalUrl, path }: Request): boolean => path === '/' && !/^[^?]*\/(\?|$)/.test(originalUrl);

/** The folder by its last name: whatever a proxy puts before it, the browser knows. */
const asFolder = ({ originalUrl }: Request): string => {
  const [path = '', query] = originalUrl.split('?', 2);
  return `./${path.slice(path.lastIndexOf('/') + 1)}/${query === undefined ? '' : `?${query}`}`;
};

/**
 * The board, to be mounted anywhere, with the API and the live updates as seen from it:
 *
 * ```ts
 * const live = createLiveServer(); // at /live
 * app.use('/board', createBoardRouter({ api: '../api/', live: '../live' }));
 * app.use('/api', createBookingRouter(bookings, { authenticate, tickets: live.tickets }));
 * ```
 *
 * Without settings the API is where the board is, and live updates are at `live` of the API. What it does not know goes to
 * the next handler.
 */
export function createBoardRouter(settings: BoardSettings = {}): RequestHandler {
  const policy = boardPolicy(settings);
  let files: ReadonlyMap<string, BoardFile> | undefined;

  // No router: one that passes a request on does so a turn later, when who said all at once may have hung up.
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    files ??= new Map(boardFiles(settings).map((file) => [`/${file.path}`, file]));
    const file = files.get(request.path === '/' ? '/index.html' : request.path);
    if (!file) return next();
    if (isCutShort(request)) return response.redirect(308, asFolder(request));
    response.locals['operationId'] = 'board';
    response.set({
      ETag: file.etag,
      // Asked for each time and sent only when it is another: a new version of the package is seen at once.
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    if (isKnown(request.headers['if-none-match'], file.etag)) return void response.status(304).end();
    response.set({ 'Content-Type': file.contentType, 'Content-Length': String(file.body.byteLength) });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  };
}
