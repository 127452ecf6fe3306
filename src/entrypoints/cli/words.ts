/** `no events`, `1 event`, `2 events` */
export const many = (count: number, thing: string): string => `${count || 'no'} ${thing}${count === 1 ? '' : 's'}`;

const MOST_LETTERS = 500;

/** What others wrote, for one line of a terminal: nothing in it ends the line or moves the cursor. */
export const oneLine = (words: string): string => words.slice(0, MOST_LETTERS).replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
