import type { Value } from './template.js';
import { template } from './template.js';

/** `action on resource`, one by one. */
export type Permission = string;

const TABLE = '${Table.Arn}';
const on = (resource: string, ...actions: readonly string[]): readonly Permission[] =>
  actions.map((action) => `${action} on ${resource}`);
const index = (...names: readonly string[]): readonly Permission[] =>
  names.map((name) => `dynamodb:Query on ${TABLE}/index/${name}`);

/** What each part of the library asks of AWS. A transaction needs what its writes need, one by one. */
export const NEEDS = {
  'loads and commits': on(TABLE, 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'),
  'reads one item': on(TABLE, 'dynamodb:GetItem'),
  'reads events again': on(TABLE, 'dynamodb:Query'),
  'lists bookings': index('UserIndex', 'ServiceIndex', 'StartIndex'),
  'lists services': index('CatalogIndex'),
  'lists lapsed holds': index('DueIndex'),
  'counts and parks failed deliveries': on(TABLE, 'dynamodb:UpdateItem'),
  'knows who is connected, and forgets who is gone': on(TABLE, 'dynamodb:Query', 'dynamodb:DeleteItem'),
  'revokes calendar feeds': on(TABLE, 'dynamodb:DeleteItem'),
  'takes tickets': on(TABLE, 'dynamodb:DeleteItem'),
  'notes who follows what': on(TABLE, 'dynamodb:PutItem'),
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
  Sweep: ['loads and commits', 'reads one item', 'reads events again', 'lists lapsed holds'],
  Stream: [
    'is given the stream',
    'counts and parks failed deliveries',
    'publishes',
    'knows who is connected, and forgets who is gone',
    'posts to connections',
  ],
  WebSocket: ['knows who is connected, and forgets who is gone', 'notes who follows what'],
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

/** What the template allows a function's role. */
export function allowedTo(name: FunctionName): readonly Permission[] {
  const policies = list(template.Resources[`${name}Role`]?.Properties['Policies']);
  const statements = policies.flatMap((policy) => list(field(field(policy, 'PolicyDocument') ?? null, 'Statement')));
  return statements.flatMap((statement) =>
    list(field(statement, 'Resource')).flatMap((resource) =>
      list(field(statement, 'Action')).map((action) => `${text(action)} on ${spelled(resource)}`),
    ),
  );
}
