/** An argument that a script cannot take. Its message is for whoever typed it. */
export class BadArgument extends Error {}

const isAboutArguments = (error: unknown): error is Error =>
  error instanceof BadArgument ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'));

/** What the command line asks for. Where it makes no sense the script ends here, and says how it is used. */
export function asked<T>(usage: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isAboutArguments(error)) throw error;
    console.error(`${error.message}\nusage: ${usage}`);
    return process.exit(2);
  }
}

/** @throws BadArgument for anything but digits, or for less than `least`. */
export function whole(option: string, text: string, least = 0): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new BadArgument(`--${option} is a whole number from ${least} on, not "${text}"`);
}

/** @throws BadArgument for anything but a decimal number above zero. */
export function positive(option: string, text: string): number {
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw new BadArgument(`--${option} is a number above 0, not "${text}"`);
}
