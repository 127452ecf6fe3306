const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes('@aws-sdk/');

/** @throws Error that says which packages to install when they are not there. */
export async function loadedFrom<T>(service: string, packages: readonly [string, string?], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    const missing = packages.length === 1 ? 'one more package' : 'two more packages';
    throw new Error(`${service} needs ${missing}: npm install ${packages.join(' ')}`, { cause: error });
  }
}
