/** As much of an ajv error as its sentence needs. */
export interface SchemaError {
  /** JSON pointer to the value, `` for the payload. */
  instancePath: string;
  keyword: string;
  params: Readonly<Record<string, unknown>>;
}

const shownValues = 24;

const typeNames: Readonly<Record<string, string>> = {
  object: 'A JSON object.', array: 'A JSON array.', string: 'A string.', integer: 'A whole number.',
  number: 'A number.', boolean: '`true` or `false`.',
};

const formats: Readonly<Record<string, string>> = {
  'date-time': 'A date-time such as 2026-01-31T12:00:00Z.',
  uri: 'A URI with its scheme, such as ftp://host/path.',
};

/** What a schema constraint asks for, as a sentence. */
export function constraintSentence({ keyword, params }: SchemaError): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required': return `The field ${String(params.missingProperty)} is required.`;
    case 'additionalProperties': return 'No field of this name.';
    case 'type': return typeNames[String(params.type)] ?? `A value of type ${String(params.type)}.`;
    case 'enum': return oneOf(params.allowedValues);
    case 'format': return formats[String(params.format)] ?? `A text of the format ${String(params.format)}.`;
    case 'maxLength': return `At most ${limit} characters.`;
    case 'minLength': return `At least ${limit} characters.`;
    case 'maxItems': return `At most ${limit} ${params.limit === 1 ? 'element' : 'elements'}.`;
    case 'minItems': return `At least ${limit} ${params.limit === 1 ? 'element' : 'elements'}.`;
    case 'maximum': return `At most ${limit}.`;
    case 'minimum': return `At least ${limit}.`;
    case 'multipleOf': return `A multiple of ${String(params.multipleOf)}.`;
    default: return `The schema's ${keyword}.`;
  }
}

function oneOf(values: unknown): string {
  if (!Array.isArray(values)) return 'One of the listed values.';
  const more = values.length > shownValues ? ` or ${values.length - shownValues} more` : '';
  return values.length === 1 ? `${String(values[0])}.` : `One of ${values.slice(0, shownValues).join(', ')}${more}.`;
}
