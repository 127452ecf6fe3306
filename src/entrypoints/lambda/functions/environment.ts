/** Reads what a function is set up with. What is missing or wrong stops it at its start, in one line for its operator. */
export interface Environment {
  /** @throws Error when it is not set. */
  text(name: string): string;
  optional(name: string): string | undefined;
  /** What is listed with commas between. */
  list(name: string): readonly string[];
  /** The first choice is the default. @throws Error when it is another one. */
  oneOf<const C extends string>(name: string, choices: readonly [C, ...C[]]): C;
  /** @throws Error when it is no whole number, or larger than `most`. */
  whole(name: string, most: number): number | undefined;
}

export function environmentOf(variables: Readonly<Record<string, string | undefined>>): Environment {
  // Set to nothing is the same as not set: a template leaves a variable out like that.
  const optional = (name: string): string | undefined => variables[name]?.trim() || undefined;
  return {
    optional,
    text(name) {
      const value = optional(name);
      if (value === undefined) throw new Error(`holdfast: the environment lacks ${name}`);
      return value;
    },
    list: (name) =>
      (optional(name) ?? '')
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    oneOf(name, choices) {
      const value = optional(name) ?? choices[0];
      const choice = choices.find((it) => it === value);
      if (choice === undefined) throw new Error(`holdfast: ${name} must be ${choices.join(' or ')}, not ${value}`);
      return choice;
    },
    whole(name, most) {
      const value = optional(name);
      if (value === undefined) return undefined;
      if (/^\d{1,9}$/.test(value) && Number(value) <= most) return Number(value);
      throw new Error(`holdfast: ${name} must be a whole number from 0 to ${most}, not ${value}`);
    },
  };
}
