import type { Bundle } from './bundle.ts';

interface Rules {
  /** Of the zip. */
  readonly mostKb: number;
  /** Packages that would say that something came in which it has no use for. */
  readonly without: readonly string[];
}

const NEVER = ['express', 'inversify', 'reflect-metadata', 'ioredis', 'pino', '@aws-sdk/credential-provider-node'];
const [SNS, CONNECTIONS] = ['@aws-sdk/client-sns', '@aws-sdk/client-apigatewaymanagementapi'];

export const RULES: Readonly<Record<string, Rules>> = {
  http: { mostKb: 125, without: [SNS, CONNECTIONS, 'jose'] },
  stream: { mostKb: 135, without: ['jose'] },
  websocket: { mostKb: 110, without: [SNS, CONNECTIONS, 'jose'] },
  authorizer: { mostKb: 100, without: [SNS, CONNECTIONS] },
  sweep: { mostKb: 110, without: [SNS, CONNECTIONS, 'jose'] },
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
