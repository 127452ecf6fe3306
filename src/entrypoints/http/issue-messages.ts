/** Prose for the rules that issues name; a rule without any is told by its name. */
const MESSAGES: Readonly<Record<string, string>> = {
  required: 'is required',
  unknown_field: 'is not a field of this request',
  unknown_parameter: 'is not a parameter of this address',
  repeated: 'may be given only once',
  json: 'is not valid JSON in UTF-8',
  not_empty: 'must change something',
  type: 'has the wrong type',
  string: 'must be a string',
  boolean: 'must be true or false',
  object: 'must be an object',
  integer: 'must be a whole number',
  choice: 'is not one of the allowed values',
  percent_encoding: 'is not well percent-encoded',
  version_tag: 'must be one strong version tag such as "3", or *',
};

export const messageFor = (rule: string): string => MESSAGES[rule] ?? `breaks the rule ${rule.replaceAll('_', ' ')}`;
