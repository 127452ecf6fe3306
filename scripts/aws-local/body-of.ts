import type { IncomingMessage } from 'node:http';

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const textOf = async (request: IncomingMessage): Promise<string> => (await bytesOf(request)).toString('utf8');
