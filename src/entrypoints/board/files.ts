import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAGE_FOLDER } from './page-folder.js';
import { pageHtml } from './page-html.js';
import type { BoardSettings } from './settings.js';

export interface BoardFile {
  /** From the page: `index.html`, `board/main.js` */
  readonly path: string;
  readonly contentType: string;
  readonly etag: string;
  readonly body: Uint8Array;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The whole board with these settings: serve it under any address, or write it wherever files are served from. */
export function boardFiles(settings: BoardSettings = {}): readonly BoardFile[] {
  const folder = fileURLToPath(PAGE_FOLDER);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined)
    .map(({ parentPath, name }) => relative(folder, `${parentPath}${sep}${name}`).replaceAll(sep, '/'))
    .sort();
  const modules = paths.filter((path) => path.endsWith('.js'));
  return paths.map((path) => {
    const read = readFileSync(`${folder}${path}`);
    const body = path === 'index.html' ? Buffer.from(pageHtml(read.toString('utf8'), settings, modules)) : read;
    return { path, contentType: TYPES[extname(path)] ?? '', etag: `"${hash('sha256', body, 'base64url')}"`, body };
  });
}
