type Test = (line: unknown) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const valueAt = (path: string, line: unknown): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), line);

/** `$.level = "WARN"` or `$.facts.parked IS TRUE`. */
function conditionOf(text: string): Test {
  const [, path, wanted, state] = /^\$\.([\w.]+) (?:= "([^"*]*)"|IS (TRUE|FALSE))$/.exec(text) ?? [];
  if (path === undefined) throw new Error(`no such condition here: ${text}`);
  return (line) => valueAt(path, line) === (wanted ?? state === 'TRUE');
}

const jsonIn = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Whether CloudWatch counts a line by a metric filter's pattern for JSON: as much of that language as is used here. */
export function fitsPattern(pattern: string, line: string): boolean {
  const conditions = /^\{ (.+) \}$/.exec(pattern)?.[1]?.split(' || ').map(conditionOf);
  if (!conditions) throw new Error(`not a pattern for JSON: ${pattern}`);
  return conditions.some((fits) => fits(jsonIn(line)));
}
