import { type Environment, withDynamodb } from '../scripts/dynamodb-local.ts';

/** With a DynamoDB that every client here finds for as long as the measure takes, and that the next one does not look for. */
export const onDynamodb = <T>(measure: (environment: Environment) => Promise<T>): Promise<T> =>
  withDynamodb(async (environment) => {
    const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, environment);
    try {
      return await measure(environment);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
