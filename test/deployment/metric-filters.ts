import { fitsPattern } from './filter-pattern.js';
import { template } from './template.js';

const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new TypeError(`not a text: ${JSON.stringify(value)}`);
};

/** A metric filter of the template: which lines it counts, and as what. */
export function filterOf(name: string) {
  const { FilterPattern, MetricTransformations } = template.Resources[name]?.Properties ?? {};
  const [metric] = Array.isArray(MetricTransformations) ? MetricTransformations : [];
  const { MetricNamespace: namespace, MetricName, MetricValue } = Object(metric);
  if (MetricValue !== '1') throw new Error(`${name} counts something else than lines`);
  return {
    pattern: (line: string): boolean => fitsPattern(text(FilterPattern), line),
    metric: { namespace, name: text(MetricName) },
  };
}
