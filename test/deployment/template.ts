import { readFileSync } from 'node:fs';
import { parse, type ScalarTag, type CollectionTag, YAMLMap, YAMLSeq } from 'yaml';

/** A value of a template: text, numbers, lists, objects; `!Ref X` is `{ Ref: 'X' }`. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };
export interface Resource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: Value };
  readonly [name: string]: Value;
}
export interface Template {
  readonly Globals: { readonly Function: { readonly [name: string]: Value } };
  readonly Parameters: { readonly [name: string]: { readonly [name: string]: Value } };
  readonly Conditions: { readonly [name: string]: Value };
  readonly Resources: { readonly [name: string]: Resource };
  readonly Outputs: { readonly [name: string]: { readonly Value: Value } };
}

const longName = (short: string): string => (short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`);

const onText = (short: string): ScalarTag => ({
  tag: `!${short}`,
  resolve: (text) => ({ [longName(short)]: text }),
});
const onList = (short: string): CollectionTag => ({
  tag: `!${short}`,
  collection: 'seq',
  resolve: (list) => {
    const map = new YAMLMap();
    if (list instanceof YAMLSeq) map.set(longName(short), list);
    return map;
  },
});

const TAGS = [...['Ref', 'Sub', 'GetAtt'].map(onText), ...['If', 'Not', 'Equals', 'Join'].map(onList)];

export const templateText = readFileSync(new URL('../../template.yaml', import.meta.url), 'utf8');
export const templateIn = (text: string): Template => parse(text, { customTags: TAGS });
export const template = templateIn(templateText);

export const resourcesOf = (type: string): readonly (readonly [name: string, resource: Resource])[] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

/** What a function is called by. */
export interface Trigger {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: Value };
}

export const triggersOf = (functionName: string): Readonly<Record<string, Trigger>> =>
  (template.Resources[functionName]?.Properties['Events'] ?? {}) as unknown as Readonly<Record<string, Trigger>>;
