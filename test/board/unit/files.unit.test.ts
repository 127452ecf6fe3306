import { boardFiles, boardPolicy } from 'holdfast/board';
import { describe, expect, it } from 'vitest';

const textOf = (path: string, settings = {}): string =>
  new TextDecoder().decode(boardFiles(settings).find((file) => file.path === path)?.body);

describe('the files of the board', () => {
  const files = boardFiles();

  it('are all that the page loads, and nothing that it does not', () => {
    const reached = new Set(['index.html']);
    for (const path of reached) {
      const text = textOf(path).replaceAll(/<link rel="modulepreload" .*>/g, '');
      const links = path.endsWith('.html') ? [...text.matchAll(/(?:href|src)="(board\/[^"]+)"/g)] : [];
      for (const [, link = ''] of links) reached.add(link);
      const imports = path.endsWith('.js') ? [...text.matchAll(/^(?:import|\} from|export) .*?'(\.[^']+)';$/gm)] : [];
      for (const [, link = ''] of imports) reached.add(new URL(link, `http://page/${path}`).pathname.slice(1));
    }
    expect([...reached].toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  });

  it('are asked for all at once where they are modules', () => {
    const named = [...textOf('index.html').matchAll(/<link rel="modulepreload" href="([^"]+)" \/>/g)].map(([, path]) => path);
    expect(named).toEqual(files.map(({ path }) => path).filter((path) => path.endsWith('.js')));
    expect(named).toContain('board/main.js');
  });

  it('have a type and a tag each', () => {
    expect(new Set(files.map(({ contentType }) => contentType))).toEqual(
      new Set(['text/html; charset=utf-8', 'text/css; charset=utf-8', 'text/javascript; charset=utf-8', 'image/svg+xml']),
    );
    expect(new Set(files.map(({ etag }) => etag)).size).toBe(files.length);
  });

  it('hold no code and no looks in the page, and read no markup', () => {
    const page = textOf('index.html');
    expect(page).not.toMatch(/ style=|<style|<script(?! type="module" src=)| on\w+=/);
    for (const { path } of files) expect([path, textOf(path)]).not.toEqual([path, expect.stringMatching(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/)]);
  });

  it('carry their settings, whatever is in them', () => {
    const page = textOf('index.html', { api: 'https://api.example/"><script>', live: 'wss://live.example/prod?'.slice(0, -1) });
    expect(page).toContain('<meta name="holdfast-api" content="https://api.example/&#34;&#62;&#60;script&#62;" />');
    expect(page).toContain('<meta name="holdfast-live" content="wss://live.example/prod" />');
    expect(page).toContain("connect-src &#39;self&#39;".replaceAll('&#39;', "'") + ' https://api.example wss://live.example');
  });
});

describe('the policy', () => {
  it('lets the page speak to its API and to nobody else', () => {
    const speaksTo = (settings: Parameters<typeof boardPolicy>[0]) => /connect-src ([^;]+)/.exec(boardPolicy(settings))?.[1];
    expect(speaksTo({})).toBe("'self'");
    expect(speaksTo({ api: '../api/' })).toBe("'self'");
    expect(speaksTo({ api: 'https://api.example/prod' })).toBe("'self' https://api.example wss://api.example");
    expect(speaksTo({ api: 'https://api.example', live: 'wss://live.example/prod' })).toBe("'self' https://api.example wss://live.example");
    expect(speaksTo({ api: 'https://api.example', live: 'off' })).toBe("'self' https://api.example");
  });

  it('is strict', () => {
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'none'", "require-trusted-types-for 'script'"])
      expect(boardPolicy()).toContain(rule);
  });

  it.each(['javascript:alert(1)', 'https://a.example; script-src *', 'ftp://a.example', 'https://u:p@a.example', 'https://a.example?token=1'])('refuses %s', (api) => {
    expect(() => boardPolicy({ api })).toThrow(TypeError);
    expect(() => boardFiles({ api })).toThrow(TypeError);
  });
});
