import { onTestFinished } from 'vitest';
import { type Arrangement, type ArrangementOptions, startArrangement } from '../../scripts/aws-local/arrangement.ts';

const MOST_TEXT = 20_000;

export interface Arranged extends Arrangement {
  /** The last that the functions printed. */
  printed(): string;
}

/** Everything, until the test is over. */
export async function arranged(options: ArrangementOptions = {}): Promise<Arranged> {
  let printed = '';
  const onLog = (name: string, text: string): void => {
    printed = `${printed}${name}: ${text}`.slice(-MOST_TEXT);
  };
  const arrangement = await startArrangement({ onLog, ...options });
  onTestFinished(() => arrangement.stop());
  return { ...arrangement, printed: () => printed };
}
