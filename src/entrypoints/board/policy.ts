import { type BoardSettings, originsOf } from './settings.js';

/**
 * What the page may do, for the header `Content-Security-Policy`: run its own scripts, show its own looks, and speak to
 * its API and to nobody else. No text of a booking can become markup or code.
 */
export function boardPolicy(settings: BoardSettings = {}): string {
  return [...pageRules(settings), "frame-ancestors 'none'"].join('; ');
}

/** Without what a browser heeds in a header alone. */
export const pageRules = (settings: BoardSettings): readonly string[] => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  ["connect-src 'self'", ...new Set(originsOf(settings))].join(' '),
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];
