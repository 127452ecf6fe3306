import type { Bundle } from './bundle.ts';
import { PATCHES } from './left-out.ts';

interface Rules {
  /** Of the zip: a tenth above what it has, so that whatever comes in is looked at. */
  readonly mostKb: number;
  /** Packages that would say that something came in which it has no use for. */
  readonly without: readonly string[];
}

const NEVER = ['express', 'inversify', 'reflect-metadata', 'ioredis', 'pino', '@aws-sdk/credential-provider-node'];
const [SNS, CONNECTIONS] = ['@aws-sdk/client-sns', '@aws-sdk/client-apigatewaymanagementapi'];

export const RULES: Readonly<Record<string, Rules>> = {
  http: { mostKb: 125, without: [SNS, CONNECTIONS, 'jose'] },
  stream: { mostKb: 100, without: ['jose'] },
  websocket: { mostKb: 78, without: [SNS, CONNECTIONS, 'jose'] },
  authorizer: { mostKb: 97, without: [SNS, CONNECTIONS] },
  sweep: { mostKb: 98, without: [SNS, CONNECTIONS, 'jose'] },
};

/** In what a bundle breaks its rules. */
export function objectionsTo(name: string, { zipBytes, parts }: Bundle): readonly string[] {
  const rules = RULES[name];
  if (!rules) return [`${name} has no budget: give it one in scripts/lambda/rules.ts`];
  const kb = zipBytes / 1024;
  const unwanted = [...NEVER, ...rules.without].filter((part) => parts.has(part));
  return [
    ...(kb > rules.mostKb ? [`${name} has ${kb.toFixed(1)} KB, more than its budget of ${rules.mostKb} KB`] : []),
    ...unwanted.map((part) => `${name} holds ${part}, for which it has no use`),
  ];
}

/** What stands for parts of the SDK that none of the bundles had. */
export function objectionsToPatches(bundles: readonly Bundle[]): readonly string[] {
  const unused = PATCHES.filter((patch) => !bundles.some(({ patched }) => patched.has(patch)));
  return unused.map((patch) => `nothing imports ${patch} from where it is left out: see scripts/lambda/left-out.ts`);
}
