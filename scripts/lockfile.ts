const PUBLIC_REGISTRY = 'https://registry.npmjs.org/';

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/**
 * What in a lockfile does not lead to the public registry: a package from elsewhere, or one without a hash to hold it
 * against. Without an address it comes from the registry of whoever installs, and the hash says whether it is the same.
 */
export const strayPackages = (packages: Readonly<Record<string, Locked>>): readonly string[] =>
  Object.entries(packages)
    .filter(([path]) => path !== '')
    .flatMap(([path, { resolved, integrity, link }]) => {
      const isPublic = resolved?.startsWith(PUBLIC_REGISTRY) ?? true;
      if (link === true || !isPublic) return [`${path}: from elsewhere`];
      return integrity?.startsWith('sha512-') === true ? [] : [`${path}: no sha512`];
    });
