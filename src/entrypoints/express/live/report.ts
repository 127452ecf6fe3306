import { randomUUID } from 'node:crypto';

export type OnError = (error: unknown, incidentId: string) => void;

/** Under which id it was told. */
export function reportTo(onError: OnError, error: unknown): string {
  const incidentId = randomUUID();
  try {
    onError(error, incidentId);
  } catch {
    // A failing log must not cost the caller the answer.
  }
  return incidentId;
}
