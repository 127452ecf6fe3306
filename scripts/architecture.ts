import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { architecture } from './architecture-rules.ts';

/** What the rules of the architecture say about the sources under `baseDir/src`. */
export async function examineArchitecture(baseDir: string): Promise<ICruiseResult> {
  const { forbidden, options } = architecture;
  const { output } = await cruise(['src'], { ...options, baseDir, validate: true, ruleSet: { forbidden } });
  if (typeof output === 'string') throw new Error(`Expected a result object from dependency-cruiser, got: ${output}`);
  return output;
}
