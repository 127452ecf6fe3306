/** Where what was answered with 500 is told when nobody else wants to hear of it. */
export const toConsole = (error: unknown, incidentId: string): void =>
  console.error(`holdfast: incident ${incidentId}`, error);
