import type { Payload } from '../ocppj/types.ts';
import { numberAt, objectAt, textAt } from './payload.ts';
import type { StationState } from './station-state.ts';

type DataType = 'boolean' | 'integer' | 'decimal' | 'string' | 'dateTime' | 'OptionList' | 'SequenceList' | 'MemberList' | 'passwordString';
type Mutability = 'ReadOnly' | 'ReadWrite' | 'WriteOnly';

/** One variable of the station's device model, with its Actual attribute only. */
export interface Variable {
  component: string;
  evse?: number;
  connector?: number;
  name: string;
  instance?: string;
  mutability: Mutability;
  dataType: DataType;
  read(): string;
  write(value: string): void;
}

const rw = 'ReadWrite';
const ro = 'ReadOnly';
const energy = 'Energy.Active.Import.Register';

// Component, variable (with instance), mutability, type and value: those that 2.0.1 part 2 chapter 2 requires, in brief.
const table: readonly (readonly [string, string, Mutability, DataType, string])[] = [
  ['AlignedDataCtrlr', 'Interval', rw, 'integer', '0'], ['AlignedDataCtrlr', 'Measurands', rw, 'MemberList', energy],
  ['AlignedDataCtrlr', 'TxEndedInterval', rw, 'integer', '0'], ['AlignedDataCtrlr', 'TxEndedMeasurands', rw, 'MemberList', energy],
  ['AuthCtrlr', 'AuthorizeRemoteStart', rw, 'boolean', 'false'], ['AuthCtrlr', 'LocalAuthorizeOffline', rw, 'boolean', 'true'],
  ['AuthCtrlr', 'LocalPreAuthorize', rw, 'boolean', 'false'], ['AuthCacheCtrlr', 'Enabled', rw, 'boolean', 'true'],
  ['ClockCtrlr', 'TimeSource', rw, 'SequenceList', 'Heartbeat'],
  ['DeviceDataCtrlr', 'BytesPerMessage/GetReport', ro, 'integer', '65536'], ['DeviceDataCtrlr', 'BytesPerMessage/GetVariables', ro, 'integer', '65536'],
  ['DeviceDataCtrlr', 'BytesPerMessage/SetVariables', ro, 'integer', '65536'], ['DeviceDataCtrlr', 'ItemsPerMessage/GetReport', ro, 'integer', '100'],
  ['DeviceDataCtrlr', 'ItemsPerMessage/GetVariables', ro, 'integer', '100'], ['DeviceDataCtrlr', 'ItemsPerMessage/SetVariables', ro, 'integer', '100'],
  ['LocalAuthListCtrlr', 'BytesPerMessage', ro, 'integer', '65536'], ['LocalAuthListCtrlr', 'ItemsPerMessage', ro, 'integer', '100'],
  ['LocalAuthListCtrlr', 'Enabled', rw, 'boolean', 'true'],
  ['OCPPCommCtrlr', 'ActiveNetworkProfile', ro, 'integer', '1'], ['OCPPCommCtrlr', 'FileTransferProtocols', ro, 'MemberList', 'HTTP'],
  ['OCPPCommCtrlr', 'HeartbeatInterval', rw, 'integer', '300'], ['OCPPCommCtrlr', 'MessageAttemptInterval/TransactionEvent', rw, 'integer', '60'],
  ['OCPPCommCtrlr', 'MessageAttempts/TransactionEvent', rw, 'integer', '3'], ['OCPPCommCtrlr', 'MessageTimeout/Default', ro, 'integer', '30'],
  ['OCPPCommCtrlr', 'NetworkConfigurationPriority', rw, 'SequenceList', '1'], ['OCPPCommCtrlr', 'NetworkProfileConnectionAttempts', rw, 'integer', '3'],
  ['OCPPCommCtrlr', 'OfflineThreshold', rw, 'integer', '60'], ['OCPPCommCtrlr', 'ResetRetries', rw, 'integer', '1'],
  ['OCPPCommCtrlr', 'RetryBackOffRandomRange', rw, 'integer', '10'], ['OCPPCommCtrlr', 'RetryBackOffRepeatTimes', rw, 'integer', '5'],
  ['OCPPCommCtrlr', 'RetryBackOffWaitMinimum', rw, 'integer', '10'], ['OCPPCommCtrlr', 'UnlockOnEVSideDisconnect', rw, 'boolean', 'true'],
  ['OCPPCommCtrlr', 'WebSocketPingInterval', rw, 'integer', '0'],
  ['SampledDataCtrlr', 'TxEndedInterval', rw, 'integer', '0'], ['SampledDataCtrlr', 'TxEndedMeasurands', rw, 'MemberList', energy],
  ['SampledDataCtrlr', 'TxStartedMeasurands', rw, 'MemberList', energy], ['SampledDataCtrlr', 'TxUpdatedInterval', rw, 'integer', '60'],
  ['SampledDataCtrlr', 'TxUpdatedMeasurands', rw, 'MemberList', energy],
  ['SecurityCtrlr', 'CertificateEntries', ro, 'integer', '0'], ['SecurityCtrlr', 'OrganizationName', rw, 'string', 'plugproof'],
  ['TxCtrlr', 'EVConnectionTimeOut', rw, 'integer', '60'], ['TxCtrlr', 'StopTxOnEVSideDisconnect', rw, 'boolean', 'true'],
  ['TxCtrlr', 'StopTxOnInvalidId', rw, 'boolean', 'true'], ['TxCtrlr', 'TxStartPoint', rw, 'MemberList', 'PowerPathClosed'],
  ['TxCtrlr', 'TxStopPoint', rw, 'MemberList', 'PowerPathClosed'],
];

// Allowed values of the lists, which a report has to name (2.1 VariableCharacteristicsType).
const listValues: Readonly<Record<string, string>> = {
  AvailabilityState: 'Available,Occupied,Reserved,Unavailable,Faulted',
  FileTransferProtocols: 'HTTP',
  NetworkConfigurationPriority: '1',
  TimeSource: 'Heartbeat,NTP',
  TxStartPoint: 'ParkingBayOccupancy,EVConnected,Authorized,PowerPathClosed,EnergyTransfer',
  TxStopPoint: 'ParkingBayOccupancy,EVConnected,Authorized,PowerPathClosed,EnergyTransfer',
};
const measurands = `Current.Import,Current.Offered,${energy},Energy.Active.Import.Interval,Power.Active.Import,Power.Offered,SoC,Voltage`;

/** The allowed values of a variable that is a list, as comma-separated text. */
export function valuesListOf(variable: Variable): string | undefined {
  if (!variable.dataType.endsWith('List')) return undefined;
  return Object.hasOwn(listValues, variable.name) ? listValues[variable.name] : measurands;
}

/** The device model of a 2.x station that we play: a brief one, but every value in it is true. */
export class Variables2 {
  readonly all: readonly Variable[];

  constructor(state: StationState) {
    this.all = [...table.map(stored), ...derived(state), ...state.numbers.flatMap((evse) => ofEvse(state, evse))];
  }

  /** The variable that a GetVariables or SetVariables item names, or why there is none (2.x B05, B06). */
  find(item: Payload): Variable | 'UnknownComponent' | 'UnknownVariable' {
    const component = objectAt(item, 'component');
    const evse = objectAt(component, 'evse');
    const ofComponent = this.all.filter((variable) =>
      isSame(variable.component, textAt(component, 'name')) && !('instance' in component) &&
      variable.evse === numberAt(evse, 'id') && variable.connector === numberAt(evse, 'connectorId'));
    if (ofComponent.length === 0) return 'UnknownComponent';
    const wanted = objectAt(item, 'variable');
    const found = ofComponent.find((variable) =>
      isSame(variable.name, textAt(wanted, 'name')) && (variable.instance === undefined ? !('instance' in wanted) : isSame(variable.instance, textAt(wanted, 'instance'))));
    return found ?? 'UnknownVariable';
  }

  /** Sets the value of a variable without an instance, of the station's own accord. */
  put(component: string, name: string, value: string): void {
    this.all.find((variable) => variable.component === component && variable.name === name)?.write(value);
  }

  /** Whether a value suits the type of the variable. */
  accepts(variable: Variable, value: string): boolean {
    if (variable.dataType === 'boolean') return /^(?:true|false)$/i.test(value);
    if (variable.dataType === 'integer') return /^\d{1,9}$/.test(value);
    if (variable.dataType === 'passwordString') return value.length >= 16 && value.length <= 40;
    const allowed = valuesListOf(variable)?.split(',');
    return allowed === undefined ? value.length <= 1000 : value === '' || value.split(',').every((item) => allowed.includes(item.trim()));
  }
}

function stored([component, variable, mutability, dataType, initial]: (typeof table)[number]): Variable {
  const [name = variable, instance] = variable.split('/');
  let current = initial;
  return {
    component, name, mutability, dataType, ...(instance === undefined ? {} : { instance }),
    read: () => current,
    write: (value) => void (current = value),
  };
}

function derived(state: StationState): Variable[] {
  const make = (component: string, name: string, dataType: DataType, read: () => string): Variable =>
    ({ component, name, dataType, mutability: ro, read, write: () => undefined });
  return [
    make('ChargingStation', 'AvailabilityState', 'OptionList', () => state.status(0)),
    make('ChargingStation', 'Available', 'boolean', () => 'true'),
    make('ChargingStation', 'Model', 'string', () => state.modelName),
    make('ChargingStation', 'VendorName', 'string', () => state.vendor),
    make('ChargingStation', 'SupplyPhases', 'integer', () => '3'),
    make('ClockCtrlr', 'DateTime', 'dateTime', () => state.now()),
    make('LocalAuthListCtrlr', 'Entries', 'integer', () => `${state.localList.size}`),
    make('SecurityCtrlr', 'SecurityProfile', 'integer', () => (state.password === undefined ? '0' : '1')),
    {
      ...make('SecurityCtrlr', 'BasicAuthPassword', 'passwordString', () => ''),
      mutability: 'WriteOnly',
      write: (value) => void (state.password = value),
    },
  ];
}

function ofEvse(state: StationState, evse: number): Variable[] {
  const make = (connector: number | undefined, name: string, dataType: DataType, read: () => string): Variable => ({
    component: connector === undefined ? 'EVSE' : 'Connector', evse, ...(connector === undefined ? {} : { connector }),
    name, dataType, mutability: ro, read, write: () => undefined,
  });
  return [undefined, 1].flatMap((connector) => [
    make(connector, 'AvailabilityState', 'OptionList', () => state.status(evse)),
    make(connector, 'Available', 'boolean', () => 'true'),
    make(connector, 'SupplyPhases', 'integer', () => '3'),
    connector === undefined
      ? make(connector, 'Power', 'decimal', () => '0')
      : make(connector, 'ConnectorType', 'string', () => 'sType2'),
  ]);
}

function isSame(left: string, right: string | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}
