/** Whether two values say the same as JSON; what is undefined is absent. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  let members = 0;
  for (const [name, value] of Object.entries(a)) {
    if (value === undefined) continue;
    members += 1;
    if (!same(value, Reflect.get(b, name))) return false;
  }
  for (const value of Object.values(b)) if (value !== undefined) members -= 1;
  return members === 0;
}
