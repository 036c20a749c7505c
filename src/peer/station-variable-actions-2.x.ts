import type { Payload } from '../ocppj/types.ts';
import { objectAt, objectsAt, textAt } from './payload.ts';
import type { Station2 } from './station-actions-2.0.1.ts';
import type { StationAction } from './station-state.ts';
import type { Variables2 } from './station-variables-2.x.ts';

/** GetVariables: one result per item (2.x B06). */
export const getVariables: StationAction<Station2> = {
  answer: (request, { variables }) => ({ getVariableResult: objectsAt(request, 'getVariableData').map((item) => read(item, variables)) }),
};

/** SetVariables: one result per item; what was answered Accepted is stored (2.x B05). */
export const setVariables: StationAction<Station2> = {
  answer: (request, { variables }) => ({ setVariableResult: objectsAt(request, 'setVariableData').map((item) => judge(item, variables)) }),
  apply: (request, response, { variables }) => {
    const results = objectsAt(response, 'setVariableResult');
    for (const [index, item] of objectsAt(request, 'setVariableData').entries()) {
      const variable = variables.find(item);
      const status = textAt(results[index] ?? {}, 'attributeStatus');
      if (typeof variable !== 'string' && status === 'Accepted') variable.write(textAt(item, 'attributeValue') ?? '');
    }
  },
};

/** SetVariableMonitoring: no variable of this station can be monitored. */
export const setVariableMonitoring: StationAction<Station2> = {
  answer: (request, { variables }) => ({
    setMonitoringResult: objectsAt(request, 'setMonitoringData').map((item) => {
      const variable = variables.find(item);
      const status = typeof variable === 'string' ? variable : 'UnsupportedMonitorType';
      return { status, type: item['type'] ?? '', severity: item['severity'] ?? 0, ...named(item) };
    }),
  }),
};

function read(item: Payload, variables: Variables2): Payload {
  const variable = variables.find(item);
  const base = { ...typed(item), ...named(item) };
  if (typeof variable === 'string') return { attributeStatus: variable, ...base };
  if (!isActual(item)) return { attributeStatus: 'NotSupportedAttributeType', ...base };
  if (variable.mutability === 'WriteOnly') return { attributeStatus: 'Rejected', ...base };
  return { attributeStatus: 'Accepted', attributeValue: variable.read(), ...base };
}

function judge(item: Payload, variables: Variables2): Payload {
  const variable = variables.find(item);
  const base = { ...typed(item), ...named(item) };
  if (typeof variable === 'string') return { attributeStatus: variable, ...base };
  if (!isActual(item)) return { attributeStatus: 'NotSupportedAttributeType', ...base };
  const settable = variable.mutability !== 'ReadOnly' && variables.accepts(variable, textAt(item, 'attributeValue') ?? '');
  return { attributeStatus: settable ? 'Accepted' : 'Rejected', ...base };
}

function isActual(item: Payload): boolean {
  return (textAt(item, 'attributeType') ?? 'Actual') === 'Actual';
}

function typed(item: Payload): Payload {
  const type = textAt(item, 'attributeType');
  return type === undefined ? {} : { attributeType: type };
}

function named(item: Payload): Payload {
  return { component: objectAt(item, 'component'), variable: objectAt(item, 'variable') };
}
