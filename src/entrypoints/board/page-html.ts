import { pageRules } from './policy.js';
import type { BoardSettings } from './settings.js';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

function withContent(html: string, name: string, content: string): string {
  const tag = new RegExp(`(<meta name="${name}" content=")[^"]*(")`);
  if (!tag.test(html)) throw new TypeError(`the page has no <meta name="${name}">`);
  return html.replace(tag, (_, before: string, after: string) => before + escaped(content) + after);
}

const MAIN = '<script type="module"';

/** All modules are asked for at once, and not each when the one before it has come and names it. */
function withModules(html: string, modules: readonly string[]): string {
  const links = modules.map((path) => `<link rel="modulepreload" href="${escaped(path)}" />\n    `);
  return html.replace(MAIN, () => links.join('') + MAIN);
}

/**
 * The page with its settings, with its modules named, and with its rules inside, for hosts that send no headers of their
 * own.
 */
export function pageHtml(html: string, settings: BoardSettings, modules: readonly string[]): string {
  const { api = './', live = '' } = settings;
  const rules = `<meta http-equiv="Content-Security-Policy" content="${escaped(pageRules(settings).join('; '))}" />`;
  const set = withContent(withContent(html, 'holdfast-api', api || './'), 'holdfast-live', live);
  return withModules(set, modules).replace('<meta charset="utf-8" />', (charset) => `${charset}\n    ${rules}`);
}
