const isMissing = (error: unknown, packages: readonly string[]): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  packages.some((name) => error.message.includes(`'${name}'`));

/** @throws Error that says which packages to install when they are not there. */
export async function loadedFrom<T>(service: string, packages: readonly [string, string?], load: () => Promise<T>): Promise<T> {
  const names = packages.filter((name) => name !== undefined);
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, names)) throw error;
    const missing = names.length === 1 ? 'one more package' : 'two more packages';
    throw new Error(`${service} needs ${missing}: npm install ${names.join(' ')}`, { cause: error });
  }
}
