import type axe from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
    /** What the content policy has kept the page from. */
    violations?: string[];
    /** How long tasks over 50 ms took, since it was emptied. */
    longTasks?: number[];
    /** When a test saw what it waits for, by the page's own clock. */
    seenAt?: number;
  }
}
