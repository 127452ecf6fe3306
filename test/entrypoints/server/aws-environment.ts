/** What a server or a command needs to find the DynamoDB that the tests use: their own environment does not pass on. */
export const awsEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('AWS_') && value ? [[name, value]] : [])),
);
