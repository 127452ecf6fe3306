import type { _Record, AttributeValue } from '@aws-sdk/client-dynamodb-streams';
import { REGION } from '../function-process.ts';

/** A record as a function is given it. */
export interface StreamRecord {
  readonly eventID: string | undefined;
  readonly eventName: string | undefined;
  readonly eventVersion: string;
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, AttributeValue>>;
    readonly NewImage?: Readonly<Record<string, AttributeValue>>;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

export function toStreamRecord({ eventID, eventName, dynamodb = {} }: _Record, streamArn: string): StreamRecord {
  const { ApproximateCreationDateTime: at, Keys = {}, NewImage, SequenceNumber = '', SizeBytes = 0 } = dynamodb;
  return {
    eventID,
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    eventSourceARN: streamArn,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((at?.getTime() ?? 0) / 1_000),
      Keys,
      ...(NewImage && { NewImage }),
      SequenceNumber,
      SizeBytes,
      StreamViewType: 'NEW_IMAGE',
    },
  };
}

export const sequenceNumberOf = ({ dynamodb }: StreamRecord): string => dynamodb.SequenceNumber;

/** One item's records stay in order. */
export const itemOf = ({ dynamodb }: StreamRecord): string => JSON.stringify(dynamodb.Keys);
