/** Draws the place in the outbox of an event that is being committed. */
export type NextPlace = (eventId: string) => string;

const pad = (n: number, digits: number): string => String(n).padStart(digits, '0');

/**
 * The order of commits as far as one can be told: within a process exactly, between processes by their clocks. The
 * order within a booking does not hang on it, a relay looks at the versions for that.
 */
export function outboxPlaces(): NextPlace {
  let drawn = 0;
  let latest = 0;
  return (eventId) => {
    latest = Math.max(latest, Date.now());
    drawn += 1;
    return `${pad(latest, 14)}#${pad(drawn, 10)}#${eventId}`;
  };
}
