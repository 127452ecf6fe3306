import { isDeepStrictEqual } from 'node:util';
import type { Value } from './template.js';
import { template } from './template.js';

/** `action on resource`, one by one, with ` of X#*` where only partition keys like that are meant. */
export type Permission = string;

/** One action on one resource, as a statement of a role allows it. */
export interface Grant {
  readonly permission: Permission;
  /** What each partition key of a request must be like; whatever it is, when there are none. */
  readonly keys?: readonly string[];
}

const TABLE = '${Table.Arn}';
const of = (keys: readonly string[], permissions: readonly Permission[]): readonly Permission[] =>
  permissions.flatMap((permission) => keys.map((key) => `${permission} of ${key}`));
const on = (resource: string, ...actions: readonly string[]): readonly Permission[] =>
  actions.map((action) => `${action} on ${resource}`);
const index = (...names: readonly string[]): readonly Permission[] =>
  names.map((name) => `dynamodb:Query on ${TABLE}/index/${name}`);

/** What each part of the library asks of AWS. A transaction needs what its writes need, one by one. */
export const NEEDS = {
  'loads and commits': on(TABLE, 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'),
  'reads one item': on(TABLE, 'dynamodb:GetItem'),
  'reads events again': of(['BOOKING#*'], on(TABLE, 'dynamodb:Query')),
  'lists bookings': index('UserIndex', 'ServiceIndex', 'StartIndex'),
  'lists services': index('CatalogIndex'),
  'lists lapsed holds': index('DueIndex'),
  'records that a hold has lapsed': [
    ...of(['BOOKING#*', 'DAY#*', 'SERVICE#*'], on(TABLE, 'dynamodb:BatchGetItem')),
    ...of(['BOOKING#*', 'DAY#*'], on(TABLE, 'dynamodb:PutItem')),
    ...of(['BOOKING#*'], on(TABLE, 'dynamodb:GetItem', 'dynamodb:ConditionCheckItem')),
  ],
  'counts and parks failed deliveries': of(['BOOKING#*'], on(TABLE, 'dynamodb:UpdateItem')),
  'knows who follows a topic': of(['CONNECTION#*'], on(TABLE, 'dynamodb:Query')),
  'forgets who is gone': [
    ...of(['SUBSCRIBER#*'], on(TABLE, 'dynamodb:Query')),
    ...of(['CONNECTION#*', 'SUBSCRIBER#*'], on(TABLE, 'dynamodb:DeleteItem')),
  ],
  'revokes calendar feeds': of(['FEED#*'], on(TABLE, 'dynamodb:DeleteItem')),
  'takes tickets': of(['TICKET#*'], on(TABLE, 'dynamodb:DeleteItem')),
  'notes who follows what': of(['CONNECTION#*', 'SUBSCRIBER#*'], on(TABLE, 'dynamodb:PutItem')),
  publishes: on('${Topic}', 'sns:Publish'),
  'posts to connections': on(
    'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${WebSocketApi}/${WebSocketStage}/POST/@connections/*',
    'execute-api:ManageConnections',
  ),
  'is given the stream': [
    ...on(`${TABLE}/stream/*`, 'dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'),
    ...on('${FailedBatches.Arn}', 'sqs:SendMessage'),
  ],
} as const satisfies Record<string, readonly Permission[]>;

type Need = keyof typeof NEEDS;

/** Which of them each function is made of. Every function writes its own log. */
export const USES = {
  Http: ['loads and commits', 'reads one item', 'reads events again', 'lists bookings', 'lists services', 'revokes calendar feeds'],
  Sweep: ['records that a hold has lapsed', 'reads events again', 'lists lapsed holds'],
  Stream: [
    'is given the stream',
    'counts and parks failed deliveries',
    'publishes',
    'knows who follows a topic',
    'forgets who is gone',
    'posts to connections',
  ],
  WebSocket: ['forgets who is gone', 'notes who follows what'],
  Authorizer: ['takes tickets'],
} as const satisfies Record<string, readonly Need[]>;

export type FunctionName = keyof typeof USES;

const writesItsLog = (name: FunctionName): readonly Permission[] => on(`\${${name}Log.Arn}`, 'logs:CreateLogStream', 'logs:PutLogEvents');

export const neededBy = (name: FunctionName): readonly Permission[] => [
  ...new Set([...USES[name].flatMap((need) => NEEDS[need]), ...writesItsLog(name)]),
];

/** What Lambda does with a function's role, before and after the function. */
export const doneFor = (name: FunctionName): readonly Permission[] => [...NEEDS['is given the stream'], ...writesItsLog(name)];

const text = (value: Value | undefined): string => {
  if (typeof value === 'string') return value;
  throw new TypeError(`not a text: ${JSON.stringify(value)}`);
};

/** However it is spelled, an ARN as one text with its references in braces. */
function spelled(value: Value): string {
  if (typeof value === 'string') return value;
  const sub = field(value, 'Fn::Sub');
  return sub === undefined ? `\${${text(field(value, 'Ref') ?? field(value, 'Fn::GetAtt'))}}` : text(sub);
}

const list = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const field = (value: Value, name: string): Value | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: Value })[name] : undefined;

/** What each partition key must be like. `ForAllValues` alone is also true of a request that has none. */
function keysOf(statement: Value): readonly string[] | undefined {
  const condition = field(statement, 'Condition');
  if (condition === undefined) return undefined;
  const name = 'dynamodb:LeadingKeys';
  const keys = list(field(field(condition, 'ForAllValues:StringLike') ?? null, name)).map(text);
  const whole = { 'ForAllValues:StringLike': { [name]: keys }, Null: { [name]: 'false' } };
  if (isDeepStrictEqual(condition, whole)) return keys;
  throw new TypeError(`not a condition on keys that must be there: ${JSON.stringify(condition)}`);
}

/** What the template allows a function's role. */
export function grantsTo(name: FunctionName): readonly Grant[] {
  const policies = list(template.Resources[`${name}Role`]?.Properties['Policies']);
  const statements = policies.flatMap((policy) => list(field(field(policy, 'PolicyDocument') ?? null, 'Statement')));
  return statements.flatMap((statement) => {
    const keys = keysOf(statement);
    return list(field(statement, 'Resource')).flatMap((resource) =>
      list(field(statement, 'Action')).map((action) => ({ permission: `${text(action)} on ${spelled(resource)}`, ...(keys && { keys }) })),
    );
  });
}

/** The same, of one kind of key each. */
export const keyByKey = ({ permission, keys }: Grant): readonly Grant[] =>
  keys ? keys.map((key) => ({ permission, keys: [key] })) : [{ permission }];

export const permissionsIn = ({ permission, keys }: Grant): readonly Permission[] => (keys ? of(keys, [permission]) : [permission]);
