import type { Payload } from '../ocppj/types.ts';
import { numberAt, objectAt, objectsAt, textAt } from './payload.ts';
import type { FollowUp } from './role.ts';
import type { Station2 } from './station-actions-2.0.1.ts';
import type { StationAction } from './station-state.ts';
import { valuesListOf } from './station-variables-2.x.ts';
import type { Variable } from './station-variables-2.x.ts';

// Variables per NotifyReport.
const pageSize = 20;

const summary: ReadonlySet<string> = new Set(['AvailabilityState', 'Available', 'Problem']);

/** GetBaseReport: accepted, and NotifyReport follows (2.x B07). */
export const getBaseReport: StationAction<Station2> = {
  answer: (request, station) => ({ status: baseReport(request, station).length > 0 ? 'Accepted' : 'EmptyResultSet' }),
  follow: (request, response, station) => pages(request, response, baseReport(request, station)),
};

/** GetReport: what the criteria select, or an empty result set (2.x B08). */
export const getReport: StationAction<Station2> = {
  answer: (request, station) => ({ status: customReport(request, station).length > 0 ? 'Accepted' : 'EmptyResultSet' }),
  follow: (request, response, station) => pages(request, response, customReport(request, station)),
};

function baseReport(request: Payload, { variables }: Station2): Variable[] {
  const base = textAt(request, 'reportBase');
  if (base === 'ConfigurationInventory') return variables.all.filter((variable) => variable.mutability !== 'ReadOnly');
  if (base === 'SummaryInventory') return variables.all.filter((variable) => summary.has(variable.name));
  return [...variables.all];
}

function customReport(request: Payload, { variables }: Station2): Variable[] {
  const criteria = request['componentCriteria'];
  // No component has a problem, and those without the variable count as active, available and enabled (B08).
  if (Array.isArray(criteria) && criteria.every((criterion) => criterion === 'Problem')) return [];
  const wanted = objectsAt(request, 'componentVariable');
  if (wanted.length === 0) return [...variables.all];
  return variables.all.filter((variable) => wanted.some((item) => selects(item, variable)));
}

function selects(item: Payload, variable: Variable): boolean {
  const component = objectAt(item, 'component');
  const evse = objectAt(component, 'evse');
  const wanted = objectAt(item, 'variable');
  const fits = (left: string | number | undefined, right: string | number | undefined): boolean =>
    left === undefined || String(left).toLowerCase() === String(right ?? '').toLowerCase();
  return (
    fits(textAt(component, 'name'), variable.component) && fits(numberAt(evse, 'id'), variable.evse) &&
    fits(numberAt(evse, 'connectorId'), variable.connector) && fits(textAt(wanted, 'name'), variable.name) &&
    fits(textAt(wanted, 'instance'), variable.instance) && !('instance' in component)
  );
}

function pages(request: Payload, response: Payload, variables: Variable[]): FollowUp[] {
  if (textAt(response, 'status') !== 'Accepted') return [];
  const count = Math.ceil(variables.length / pageSize);
  return Array.from({ length: count }, (_, seqNo) => ({
    action: 'NotifyReport',
    payload: {
      requestId: numberAt(request, 'requestId') ?? 0, seqNo, tbc: seqNo < count - 1,
      reportData: variables.slice(seqNo * pageSize, (seqNo + 1) * pageSize).map(describe),
    },
  }));
}

function describe(variable: Variable): Payload {
  const { mutability, dataType } = variable;
  const valuesList = valuesListOf(variable);
  const value: Payload = mutability === 'WriteOnly' ? {} : { value: variable.read() };
  return {
    ...nameOf(variable),
    variableAttribute: [{ type: 'Actual', mutability, ...value }],
    variableCharacteristics: {
      dataType: dataType === 'passwordString' ? 'string' : dataType, supportsMonitoring: false,
      ...(valuesList === undefined ? {} : { valuesList }),
    },
  };
}

function nameOf({ component, evse, connector, name, instance }: Variable): Payload {
  return {
    component: {
      name: component,
      ...(evse === undefined ? {} : { evse: { id: evse, ...(connector === undefined ? {} : { connectorId: connector }) } }),
    },
    variable: { name, ...(instance === undefined ? {} : { instance }) },
  };
}
