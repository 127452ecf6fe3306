import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

interface Document {
  readonly operations: Readonly<Record<string, { readonly action: string; readonly messages: readonly { readonly $ref: string }[] }>>;
  readonly components: { readonly messages: Readonly<Record<string, object>> };
}

/** As it is published. */
const document: Document = JSON.parse(readFileSync(new URL('../../../docs/asyncapi.json', import.meta.url), 'utf8'));

const nameIn = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
const fromClients = Object.values(document.operations)
  .filter(({ action }) => action === 'receive')
  .flatMap(({ messages }) => messages.map(({ $ref }) => nameIn($ref)));
const names = Object.keys(document.components.messages);

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
ajv.addSchema({ $id: 'asyncapi', ...document });

function validatorOf(messages: readonly string[]): ValidateFunction {
  return ajv.compile({ oneOf: messages.map((name) => ({ $ref: `asyncapi#/components/messages/${name}/payload` })) });
}
const validators = {
  client: validatorOf(fromClients),
  server: validatorOf(names.filter((name) => !fromClients.includes(name))),
};

/** What the published document has against it as a frame of this side; nothing when it stands there. */
export function undocumented(side: keyof typeof validators, frame: unknown): string | undefined {
  const isDocumented = validators[side];
  return isDocumented(frame) ? undefined : ajv.errorsText(isDocumented.errors);
}
