// A DynamoDB on one's own machine does one thing after another, and the machine may be busy: nobody is to give up for
// that, so there is much time for a call.

/** Of the store. */
export const PATIENCE = { tryMs: 20_000, maxWaitMs: 40_000 } as const;

/** Of the library. */
export const TIMEOUT_MS = 60_000;
