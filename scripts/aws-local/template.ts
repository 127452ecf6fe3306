import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { root } from '../commands.ts';
import { type HttpApi, httpApiIn } from './http/api.ts';

// What is run here is what `sam deploy` would deploy: functions, routes and the event source mapping are read from the
// template. References in it, such as `!Ref Table`, are read as their plain text.

const text = z.string();
const count = z.int();
const streamEvent = z.object({
  Type: z.literal('DynamoDB'),
  Properties: z.object({
    StartingPosition: z.literal('TRIM_HORIZON'),
    BatchSize: count,
    ParallelizationFactor: count,
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: text })) }),
    FunctionResponseTypes: z.array(text),
    BisectBatchOnFunctionError: z.boolean(),
    MaximumRetryAttempts: count,
    MaximumRecordAgeInSeconds: count,
  }),
});
const lambda = z.object({
  Type: z.literal('AWS::Serverless::Function'),
  Properties: z.object({
    CodeUri: text,
    MemorySize: count,
    Timeout: count,
    Environment: z.object({ Variables: z.record(text, z.unknown()) }),
    Events: z.optional(z.record(text, z.unknown())),
  }),
});
const template = z.object({
  Globals: z.object({ Function: z.object({ Environment: z.object({ Variables: z.record(text, text) }) }) }),
  Resources: z.record(text, z.unknown()),
});

export interface DeployedFunction {
  /** Where its bundle is built, below the root. */
  readonly codeUri: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** The same for every function. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it is given beside that. */
  readonly variables: readonly string[];
}

export interface Mapping {
  readonly batchSize: number;
  /** How many batches of a shard may be under way, of different items. */
  readonly atOnce: number;
  /** A record that fits one of these patterns is passed on. */
  readonly patterns: readonly unknown[];
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  readonly mostRetries: number;
  readonly mostAgeMs: number;
}

export interface Deployment {
  /** By the last part of where they are built: `http`, `stream`, … */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  readonly httpApi: HttpApi;
  readonly mapping: Mapping;
}

const toMapping = ({ Properties: given }: z.infer<typeof streamEvent>): Mapping => ({
  batchSize: given.BatchSize,
  atOnce: given.ParallelizationFactor,
  patterns: given.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern)),
  reportsItemFailures: given.FunctionResponseTypes.includes('ReportBatchItemFailures'),
  bisects: given.BisectBatchOnFunctionError,
  // As AWS has it, `-1` is no count.
  mostRetries: given.MaximumRetryAttempts < 0 ? Number.POSITIVE_INFINITY : given.MaximumRetryAttempts,
  mostAgeMs: given.MaximumRecordAgeInSeconds * 1_000,
});

/** All of a kind. */
const those = <T extends z.ZodMiniType>(kind: T, values: readonly unknown[]): readonly z.infer<T>[] =>
  values.flatMap((value) => {
    const read = z.safeParse(kind, value);
    return read.success ? [read.data] : [];
  });

export function deployment(file = join(root, 'template.yaml')): Deployment {
  const given = z.parse(template, parse(readFileSync(file, 'utf8'), { logLevel: 'error' }));
  const environment = given.Globals.Function.Environment.Variables;
  const resources = Object.values(given.Resources);
  const functions = those(lambda, resources).map(({ Properties }) => Properties);
  const events = functions.flatMap(({ Events = {} }) => Object.values(Events));
  const [mapping, ...others] = those(streamEvent, events);
  if (!mapping || others.length > 0) throw new Error(`${file} must have one function that reads the stream`);
  return {
    functions: new Map(
      functions.map(({ CodeUri, MemorySize, Timeout, Environment }) => [
        CodeUri.replace(/^.*\//, ''),
        {
          codeUri: CodeUri,
          memoryMb: MemorySize,
          timeoutMs: Timeout * 1_000,
          environment,
          variables: Object.keys(Environment.Variables),
        },
      ]),
    ),
    httpApi: httpApiIn(resources, events),
    mapping: toMapping(mapping),
  };
}
