'use strict';
// What runs in a function's process, as on Lambda: it loads the function, asks for work, and tells what came of it.
// Plain JavaScript, for nothing must be compiled in a start that is measured.
const { Agent, request } = require('node:http');
const { resolve } = require('node:path');

const { AWS_LAMBDA_RUNTIME_API = '', LAMBDA_TASK_ROOT = '', _HANDLER = '' } = process.env;
const [host, port] = AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

let requestId;

function ask(method, path, body) {
  return new Promise((fulfil, reject) => {
    const options = { agent, host, port, method, path: `/2018-06-01/runtime/${path}` };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => fulfil({ headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const factsOf = (thrown) =>
  thrown instanceof Error
    ? { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
    : { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };

const report = (facts) =>
  ask('POST', requestId === undefined ? 'init/error' : `invocation/${requestId}/error`, JSON.stringify(facts));

// Whatever nobody waited for. The process is not to be trusted after it.
process.once('uncaughtException', (thrown, origin) => {
  const errorType = origin === 'unhandledRejection' ? 'Runtime.UnhandledPromiseRejection' : 'Runtime.UncaughtException';
  console.error(thrown);
  void report({ ...factsOf(thrown), errorType }).finally(() => process.exit(129));
});

function load() {
  const [file, name] = _HANDLER.split('.');
  const handler = require(resolve(LAMBDA_TASK_ROOT, file))[name];
  if (typeof handler === 'function') return handler;
  throw Object.assign(new Error(`${_HANDLER} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
}

const contextOf = (headers) => ({
  awsRequestId: headers['lambda-runtime-aws-request-id'],
  invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  // Not by a clock that a test may have set.
  getRemainingTimeInMillis: () => Number(headers['lambda-runtime-deadline-ms']) - (performance.timeOrigin + performance.now()),
});

async function answerOne(handler) {
  const { headers, text } = await ask('GET', 'invocation/next');
  requestId = headers['lambda-runtime-aws-request-id'];
  let answer;
  try {
    answer = JSON.stringify(await handler(JSON.parse(text), contextOf(headers))) ?? 'null';
  } catch (thrown) {
    console.error(thrown);
    await report(factsOf(thrown));
    return;
  }
  await ask('POST', `invocation/${requestId}/response`, answer);
}

async function main() {
  let handler;
  try {
    handler = load();
  } catch (thrown) {
    console.error(thrown);
    await report(factsOf(thrown));
    process.exit(1);
  }
  for (;;) await answerOne(handler);
}

void main();
