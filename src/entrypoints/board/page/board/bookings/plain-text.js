// Marks that turn the direction of what follows, and control characters: they would make a text read as another.
const MISLEADING = /(?![\n\t])\p{Cc}|\p{Bidi_Control}|\ufeff/gu;

/**
 * What somebody wrote, to be read as it was written: what cannot be seen becomes a mark that can.
 *
 * @param {string} text
 */
export const plainText = (text) => text.toWellFormed().replace(MISLEADING, '\ufffd');
