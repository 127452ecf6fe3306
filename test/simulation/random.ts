/**
 * Chance by name: the same seed and the same words give the same number, whatever else was drawn. So a run from which
 * something was left out keeps the luck of all the rest, and a failing run can be made smaller piece by piece.
 */
export interface Chance {
  /** Uniform in `[0, 1)`. */
  readonly draw: (name: string) => number;
  readonly below: (name: string, limit: number) => number;
  readonly between: (name: string, from: number, to: number) => number;
  readonly pick: <T>(name: string, from: readonly [T, ...T[]]) => T;
  readonly happens: (name: string, rate: number) => boolean;
  /** The same, with all its names below this one. */
  readonly of: (name: string) => Chance;
}

function mixed(hash: number): number {
  let mix = hash;
  mix = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
  mix = Math.imul(mix ^ (mix >>> 15), 0x735a2d97);
  return (mix ^ (mix >>> 15)) >>> 0;
}

function hashed(start: number, text: string): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

function from(base: number): Chance {
  const draw = (name: string): number => mixed(hashed(base, name)) / 2 ** 32;
  const below = (name: string, limit: number): number => Math.floor(draw(name) * limit);
  return {
    draw,
    below,
    between: (name, low, high) => low + below(name, high - low + 1),
    pick: (name, [first, ...rest]) => [first, ...rest][below(name, rest.length + 1)] ?? first,
    happens: (name, rate) => draw(name) < rate,
    of: (name) => from(hashed(base, `${name}/`)),
  };
}

export const chanceOf = (seed: number): Chance => from(mixed(seed + 0x9e3779b9));
