// Marks that turn the direction of what follows, and control characters: they would make a text read as another.
const MISLEADING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * What somebody wrote, to be read as it was written: what cannot be seen becomes a mark that can.
 *
 * @param {string} text
 */
export const plainText = (text) => text.toWellFormed().replace(MISLEADING, '\ufffd');
