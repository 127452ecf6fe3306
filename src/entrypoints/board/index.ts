export { type BoardFile, boardFiles } from './files.js';
export { boardPolicy } from './policy.js';
export type { BoardSettings } from './settings.js';
