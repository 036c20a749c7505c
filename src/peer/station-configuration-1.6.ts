import type { Payload } from '../ocppj/types.ts';

type Kind = 'boolean' | 'count' | 'text' | 'measurands' | 'key';

interface Setting {
  name: string;
  value: string;
  readonly: boolean;
  kind: Kind;
}

// Name, accessibility (1.6 chapter 9, white paper 7; W: write-only), kind and value at the start.
const table: readonly (readonly [string, 'R' | 'RW' | 'W', Kind, string])[] = [
  ['AuthorizationCacheEnabled', 'RW', 'boolean', 'true'],
  ['AuthorizeRemoteTxRequests', 'RW', 'boolean', 'true'],
  ['ClockAlignedDataInterval', 'RW', 'count', '0'],
  ['ConnectionTimeOut', 'RW', 'count', '10'],
  ['ConnectorPhaseRotation', 'RW', 'text', 'NotApplicable'],
  ['GetConfigurationMaxKeys', 'R', 'count', '100'],
  ['HeartbeatInterval', 'RW', 'count', '300'],
  ['LocalAuthorizeOffline', 'RW', 'boolean', 'true'],
  ['LocalPreAuthorize', 'RW', 'boolean', 'false'],
  ['MeterValuesAlignedData', 'RW', 'measurands', 'Energy.Active.Import.Register'],
  ['MeterValuesSampledData', 'RW', 'measurands', 'Energy.Active.Import.Register'],
  ['MeterValueSampleInterval', 'RW', 'count', '60'],
  ['NumberOfConnectors', 'R', 'count', '1'],
  ['ResetRetries', 'RW', 'count', '1'],
  ['StopTransactionOnEVSideDisconnect', 'RW', 'boolean', 'true'],
  ['StopTransactionOnInvalidId', 'RW', 'boolean', 'true'],
  ['StopTxnAlignedData', 'RW', 'measurands', ''],
  ['StopTxnSampledData', 'RW', 'measurands', ''],
  ['SupportedFeatureProfiles', 'R', 'text', 'Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger'],
  ['TransactionMessageAttempts', 'RW', 'count', '3'],
  ['TransactionMessageRetryInterval', 'RW', 'count', '60'],
  ['UnlockConnectorOnEVSideDisconnect', 'RW', 'boolean', 'true'],
  ['WebSocketPingInterval', 'RW', 'count', '0'],
  ['LocalAuthListEnabled', 'RW', 'boolean', 'true'],
  ['LocalAuthListMaxLength', 'R', 'count', '1000'],
  ['SendLocalListMaxLength', 'R', 'count', '100'],
  ['ReserveConnectorZeroSupported', 'R', 'boolean', 'false'],
  ['ChargeProfileMaxStackLevel', 'R', 'count', '10'],
  ['ChargingScheduleAllowedChargingRateUnit', 'R', 'text', 'Current,Power'],
  ['ChargingScheduleMaxPeriods', 'R', 'count', '24'],
  ['MaxChargingProfilesInstalled', 'R', 'count', '100'],
  ['SecurityProfile', 'R', 'count', '0'],
  ['AuthorizationKey', 'W', 'key', ''],
];

const measurands: ReadonlySet<string> = new Set([
  'Current.Import', 'Current.Offered', 'Energy.Active.Import.Interval', 'Energy.Active.Import.Register', 'Frequency',
  'Power.Active.Import', 'Power.Offered', 'SoC', 'Temperature', 'Voltage',
]);

const accepts: Record<Kind, (value: string) => boolean> = {
  boolean: (value) => /^(?:true|false)$/i.test(value),
  count: (value) => /^\d{1,9}$/.test(value),
  text: () => true,
  measurands: (value) => value === '' || value.split(',').every((item) => measurands.has(item.trim())),
  // 16 to 20 bytes in hexadecimal, or as text (A00.FR.205).
  key: (value) => value.length >= 16 && value.length <= 40,
};

/** The configuration keys of a 1.6 charge point; names are compared without case. */
export class Configuration16 {
  readonly #settings = new Map<string, Setting>();

  constructor(connectors: number, secured: boolean) {
    for (const [name, access, kind, value] of table) {
      this.#settings.set(name.toLowerCase(), { name, kind, value, readonly: access === 'R' });
    }
    this.put('NumberOfConnectors', `${connectors}`);
    this.put('SecurityProfile', secured ? '1' : '0');
  }

  /** The value of a key, empty where there is none. */
  get(name: string): string {
    return this.#settings.get(name.toLowerCase())?.value ?? '';
  }

  /** The value of a key as a number. */
  count(name: string): number {
    return Number(this.get(name));
  }

  /** Sets a key of the station's own accord, read-only or not. */
  put(name: string, value: string): void {
    const setting = this.#settings.get(name.toLowerCase());
    if (setting !== undefined) setting.value = setting.kind === 'key' ? '' : value;
  }

  /** How ChangeConfiguration is answered (1.6 5.3). */
  judgeChange(name: string, value: string): 'Accepted' | 'Rejected' | 'NotSupported' {
    const setting = this.#settings.get(name.toLowerCase());
    if (setting === undefined) return 'NotSupported';
    return setting.readonly || !accepts[setting.kind](value) ? 'Rejected' : 'Accepted';
  }

  /** The answer to GetConfiguration: these keys, or all where none is named (1.6 5.8). */
  report(names: readonly string[]): Payload {
    if (names.length === 0) {
      return { configurationKey: [...this.#settings.values()].filter((setting) => setting.kind !== 'key').map(entry) };
    }
    const unknown = names.filter((name) => !this.#settings.has(name.toLowerCase()));
    const known = names.map((name) => this.#settings.get(name.toLowerCase())).filter((setting) => setting !== undefined);
    return {
      ...(known.length > 0 ? { configurationKey: known.map(entry) } : {}),
      ...(unknown.length > 0 ? { unknownKey: unknown } : {}),
    };
  }
}

// The key is write-only: it is named, but its value is never given back (1.6-J 6.2.2).
function entry({ name, readonly, value, kind }: Setting): Payload {
  return { key: name, readonly, ...(kind === 'key' ? {} : { value }) };
}
