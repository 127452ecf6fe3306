const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The midnight before a day soon, in epoch milliseconds. */
export const midnightSoon = (): number => Date.now() - (Date.now() % DAY_MS) + 3 * DAY_MS;

export const hoursAfter = (start: number, hours: number): string => new Date(start + hours * HOUR_MS).toISOString();

/** Ten in the morning of a day soon, so that no slot crosses midnight. */
export const soon = (): string => hoursAfter(midnightSoon(), 10);
