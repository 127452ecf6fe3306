import { pageRules } from './policy.js';
import type { BoardSettings } from './settings.js';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

function withContent(html: string, name: string, content: string): string {
  const tag = new RegExp(`(<meta name="${name}" content=")[^"]*(")`);
  if (!tag.test(html)) throw new TypeError(`the page has no <meta name="${name}">`);
  return html.replace(tag, (_, before: string, after: string) => before + escaped(content) + after);
}

/** The page with its settings, and with its rules inside, for hosts that send no headers of their own. */
export function pageHtml(html: string, settings: BoardSettings): string {
  const { api = './', live = '' } = settings;
  const rules = `<meta http-equiv="Content-Security-Policy" content="${escaped(pageRules(settings).join('; '))}" />`;
  const set = withContent(withContent(html, 'holdfast-api', api || './'), 'holdfast-live', live);
  return set.replace('<meta charset="utf-8" />', (charset) => `${charset}\n    ${rules}`);
}
