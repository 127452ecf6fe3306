// The one door to neverthrow, so that a reader finds every use of it from here.
export { err, errAsync, ok, okAsync, type Result, ResultAsync } from 'neverthrow';
