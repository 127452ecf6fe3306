// What users wrote, so that it is one line of text wherever it lands: no markup, no header, nothing that hides or turns.

const NO_TEXT = /[\p{C}\p{Z}<>]+/gu;

const cut = (text: string, most: number): string => {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 3).join('')}...`;
};

/** One line. Control and format characters, line and paragraph separators and angle brackets become a space. */
export const lineOf = (text: string, most = 200): string => cut(text.replace(NO_TEXT, ' ').trim(), most);

/**
 * One line of ASCII, without the marks on letters; `otherwise` when nothing is left that could be read. A mail's subject
 * may hold words in a code of their own, which begin with `=?` and can be anything once they are read: none begins here.
 */
export function asciiOf(text: string, otherwise: string, most: number): string {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '').replace(/[^ -~]+/g, ' ');
  const ascii = lineOf(plain.replaceAll('=?', '= ?'), most);
  if (/[A-Za-z0-9]/.test(ascii)) return ascii;
  return otherwise === '' ? '' : asciiOf(otherwise, '', most);
}
