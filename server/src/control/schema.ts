import { likelyName } from '../text/likely-name.ts';
import { type Message, say } from '../text/message.ts';

/** As much of a JSON schema as our settings need; every object names what may stand in it. */
export type Schema =
  | { readonly type: 'object'; readonly properties?: Properties; readonly additionalProperties: Schema | false }
  | { readonly type: 'array'; readonly items: Schema }
  | { readonly type: 'boolean' }
  | { readonly type: 'string'; readonly pattern?: string; readonly patternErrorMessage?: string }
  | { readonly type: readonly ['string', 'number'] }
  | { readonly enum: readonly string[]; readonly default?: string };

type Properties = Readonly<Record<string, Described>>;
export type Described = Schema & { readonly description?: string };

/** Where a part of a value stands. */
export type Steps = readonly (string | number)[];

/** A part that the schema does not allow. */
export interface SchemaProblem {
  readonly steps: Steps;
  /** Whether the name is wrong, not the value. */
  readonly ofName: boolean;
  readonly message: Message;
}

/** What the schema allows of the value: the parts that it does not are left out, each with its problem. */
export function allowed(value: unknown, schema: Schema, name: string): { value: unknown; problems: SchemaProblem[] } {
  const problems: SchemaProblem[] = [];
  return { value: partAllowed(value, schema, [], name, problems), problems };
}

function partAllowed(value: unknown, schema: Schema, steps: Steps, name: string, problems: SchemaProblem[]): unknown {
  const refused = (message: Message) => void problems.push({ steps, ofName: false, message });
  const shown = JSON.stringify(value) ?? String(value);
  if ('enum' in schema) {
    if (schema.enum.includes(value as string)) return value;
    return refused(
      say('{name} is {value}, which is none of {values}', { name, value: shown, values: schema.enum.join(', ') }),
    );
  }
  if (schema.type === 'string') {
    if (typeof value !== 'string') return refused(say('{name} is {value}, but must be a text', { name, value: shown }));
    if (new RegExp(schema.pattern ?? '').test(value)) return value;
    return refused(
      say('{name} is {value}, but must have the form {form}', {
        name,
        value: shown,
        form: schema.patternErrorMessage ?? '',
      }),
    );
  }
  if (schema.type === 'boolean') {
    if (typeof value === 'boolean') return value;
    return refused(say('{name} is {value}, but must be true or false', { name, value: shown }));
  }
  if (typeof schema.type === 'object') {
    if (typeof value === 'string' || typeof value === 'number') return value;
    return refused(say('{name} is {value}, but must be a text or a number', { name, value: shown }));
  }
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return refused(say('{name} is {value}, but must be a list', { name, value: shown }));
    return value
      .map((item, index) => partAllowed(item, schema.items, [...steps, index], `${name}[${index}]`, problems))
      .filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused(say('{name} is {value}, but must be an object', { name, value: shown }));
  }
  const parts = new Map<string, unknown>();
  for (const [key, part] of Object.entries(value)) {
    const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties![key] : undefined;
    const expected = own ?? schema.additionalProperties;
    if (expected) parts.set(key, partAllowed(part, expected, [...steps, key], `${name}.${key}`, problems));
    else problems.push({ steps: [...steps, key], ofName: true, message: unknown(key, name, schema.properties ?? {}) });
  }
  return Object.fromEntries([...parts].filter(([, part]) => part !== undefined));
}

function unknown(key: string, name: string, properties: Properties): Message {
  const likely = likelyName(key, Object.keys(properties));
  return likely
    ? say('{name} has no {key}: {likely} is meant perhaps', { name, key, likely })
    : say('{name} has no {key}', { name, key });
}
