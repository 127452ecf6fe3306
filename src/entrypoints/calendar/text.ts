/** All that ends a line for somebody. */
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** A calendar's text may hold no other control characters (RFC 5545, 3.3.11). */
const CONTROLS = /[^\P{Cc}\n\t]/gu;

/** A text of somebody's as a calendar may hold it. What has a meaning there is escaped by whoever writes it. */
export const inLines = (text: string): string => text.replace(LINE_END, '\n').replace(CONTROLS, '').trim();

export const inOneLine = (text: string): string => inLines(text).replace(/\s+/g, ' ');
