import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTopic, type Topic } from '../../../scripts/aws-local/sns/topic.ts';

let topic: Topic;
let client: SNSClient;
beforeEach(async () => {
  topic = await startTopic();
  client = new SNSClient({
    endpoint: topic.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await topic.stop();
});

const publish = (more: Partial<PublishCommandInput>) =>
  client.send(new PublishCommand({ TopicArn: topic.topicArn, Message: 'plain', ...more }));
const named = (eventId: string): Partial<PublishCommandInput> => ({
  MessageAttributes: { eventId: { DataType: 'String', StringValue: eventId } },
});
/** The ids of those that got through, of a hundred. */
async function ofAHundred(): Promise<{ readonly refused: readonly string[]; readonly received: readonly string[] }> {
  const refused: string[] = [];
  for (let n = 0; n < 100; n += 1) await publish(named(`e-${n}`)).catch(() => refused.push(`e-${n}`));
  return { refused, received: topic.received().map(({ MessageAttributes }) => MessageAttributes?.['eventId']?.Value ?? '') };
}

describe('a message with bodies by protocol', () => {
  it('reaches a queue with the body for queues, its subject and its attributes', async () => {
    const bodies = { default: 'for all', sqs: '{"ä":1}', email: 'for people' };
    const { MessageId } = await publish({ Message: JSON.stringify(bodies), MessageStructure: 'json', Subject: 'Told', ...named('e-1') });
    expect(MessageId).toEqual(expect.any(String));
    const attributes = { eventId: { Type: 'String', Value: 'e-1' } };
    expect(topic.received()).toMatchObject([{ Message: '{"ä":1}', Subject: 'Told', MessageAttributes: { eventId: { Value: attributes.eventId.Value } } }]);
    expect(topic.published).toEqual([{ subject: 'Told', bodies, attributes: { eventId: 'e-1' } }]);
  });

  it('reaches a queue with the default, where it has none for queues', async () => {
    await publish({ Message: '{"default":"for all"}', MessageStructure: 'json' });
    expect(topic.received()).toMatchObject([{ Message: 'for all' }]);
  });

  it.each([
    ['no JSON', 'default', /JSON message body failed to parse/],
    ['without a default', '{"sqs":"x"}', /No default entry in JSON message body/],
    ['with a default that is no text', '{"default":{}}', /a value is not text/],
    ['with another body that is no text', '{"default":"x","sqs":{"a":1}}', /a value is not text/],
  ])('is refused when it is %s', async (_, Message, expected) => {
    await expect(publish({ Message, MessageStructure: 'json' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(expected),
    });
    expect(topic.received()).toEqual([]);
  });

  it.each(['two\nlines', ' blank before', 'ä', 'x'.repeat(101)])('is refused with a subject that no mail may have: %j', async (Subject) => {
    await expect(publish({ Subject })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('a topic that is told to fail', () => {
  it('fails a share of publications, the same ones for a seed; some of them arrive, and only their answer is lost', async () => {
    topic.fail({ failingShare: 0.3, seed: 5 });
    const { refused, received } = await ofAHundred();
    expect(topic.failures).toBe(refused.length);
    expect(refused.length).toBeGreaterThan(15);
    expect(refused.length).toBeLessThan(45);
    const lost = refused.filter((id) => received.includes(id));
    expect(lost.length).toBeGreaterThan(0);
    expect(received).toHaveLength(100 - refused.length + lost.length);
    topic.fail({ failingShare: 0.3, seed: 5 });
    expect((await ofAHundred()).refused).toEqual(refused);
  });

  it('fails a publication as often in a row as it is told to', async () => {
    topic.fail({ failingShare: 0.2, inARow: 3, seed: 5 });
    const outcomes: boolean[] = [];
    for (let n = 0; n < 60; n += 1) outcomes.push(await publish(named('e-1')).then(() => true, () => false));
    const runs = outcomes.map((isOk) => (isOk ? '.' : 'x')).join('').match(/x+/g) ?? [];
    expect(runs.length).toBeGreaterThan(2);
    for (const run of runs.slice(0, -1)) expect(run.length % 3).toBe(0);
  });

  it('never lets through what is poison', async () => {
    topic.fail({ isPoison: ({ attributes }) => attributes['eventId']?.endsWith('7') === true });
    const { refused, received } = await ofAHundred();
    expect(refused).toHaveLength(10);
    expect(received).toHaveLength(90);
    expect(received).not.toContain('e-17');
  });
});
