import type { OcppVersion, Side } from './types.ts';

interface Directions {
  readonly station: readonly string[];
  readonly csms: readonly string[];
  /** Sent as SEND by the station, never as CALL. */
  readonly send: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

// OCPP 1.6 chapters 4 (charge point) and 5 (central system); security white paper chapter 5.
const station16 = words(`
  Authorize BootNotification DataTransfer DiagnosticsStatusNotification FirmwareStatusNotification Heartbeat
  LogStatusNotification MeterValues SecurityEventNotification SignCertificate SignedFirmwareStatusNotification
  StartTransaction StatusNotification StopTransaction`);

const csms16 = words(`
  CancelReservation CertificateSigned ChangeAvailability ChangeConfiguration ClearCache ClearChargingProfile
  DataTransfer DeleteCertificate ExtendedTriggerMessage GetCompositeSchedule GetConfiguration GetDiagnostics
  GetInstalledCertificateIds GetLocalListVersion GetLog InstallCertificate RemoteStartTransaction
  RemoteStopTransaction ReserveNow Reset SendLocalList SetChargingProfile SignedUpdateFirmware TriggerMessage
  UnlockConnector UpdateFirmware`);

// OCPP 2.0.1 part 2, use cases and the messages chapter.
const station201 = words(`
  Authorize BootNotification ClearedChargingLimit DataTransfer FirmwareStatusNotification Get15118EVCertificate
  GetCertificateStatus Heartbeat LogStatusNotification MeterValues NotifyChargingLimit NotifyCustomerInformation
  NotifyDisplayMessages NotifyEVChargingNeeds NotifyEVChargingSchedule NotifyEvent NotifyMonitoringReport
  NotifyReport PublishFirmwareStatusNotification ReportChargingProfiles ReservationStatusUpdate
  SecurityEventNotification SignCertificate StatusNotification TransactionEvent`);

const csms201 = words(`
  CancelReservation CertificateSigned ChangeAvailability ClearCache ClearChargingProfile ClearDisplayMessage
  ClearVariableMonitoring CostUpdated CustomerInformation DataTransfer DeleteCertificate GetBaseReport
  GetChargingProfiles GetCompositeSchedule GetDisplayMessages GetInstalledCertificateIds GetLocalListVersion
  GetLog GetMonitoringReport GetReport GetTransactionStatus GetVariables InstallCertificate PublishFirmware
  RequestStartTransaction RequestStopTransaction ReserveNow Reset SendLocalList SetChargingProfile
  SetDisplayMessage SetMonitoringBase SetMonitoringLevel SetNetworkProfile SetVariableMonitoring SetVariables
  TriggerMessage UnlockConnector UnpublishFirmware UpdateFirmware`);

// OCPP 2.1 part 2: what it adds to 2.0.1.
const station21 = words(`
  BatterySwap ClosePeriodicEventStream GetCertificateChainStatus NotifyDERAlarm NotifyDERStartStop
  NotifyPriorityCharging NotifySettlement OpenPeriodicEventStream PullDynamicScheduleUpdate ReportDERControl
  VatNumberValidation`);

const csms21 = words(`
  AFRRSignal AdjustPeriodicEventStream ChangeTransactionTariff ClearDERControl ClearTariffs GetDERControl
  GetPeriodicEventStream GetTariffs NotifyAllowedEnergyTransfer NotifyWebPaymentStarted RequestBatterySwap
  SetDERControl SetDefaultTariff UpdateDynamicSchedule UsePriorityCharging`);

const directions: Record<OcppVersion, Directions> = {
  '1.6': { station: station16, csms: csms16, send: [] },
  '2.0.1': { station: station201, csms: csms201, send: [] },
  '2.1': {
    station: [...station201, ...station21].sort(),
    csms: [...csms201, ...csms21].sort(),
    send: ['NotifyPeriodicEventStream'],
  },
};

/** The actions that one end may call in the version, in alphabetical order. */
export function actionsFrom(version: OcppVersion, side: Side): readonly string[] {
  return directions[version][side];
}

/** The actions that the station sends unconfirmed, as SEND (2.1 Part 4, 4.2.4); none before 2.1. */
export function sendActions(version: OcppVersion): readonly string[] {
  return directions[version].send;
}

/** Whether one end may send a CALL with this action. */
export function mayCall(version: OcppVersion, side: Side, action: string): boolean {
  return directions[version][side].includes(action);
}

/** Whether one end may send a SEND with this action: in 2.1 the station may. */
export function maySend(version: OcppVersion, side: Side, action: string): boolean {
  return side === 'station' && directions[version].send.includes(action);
}

/** Whether the version has this action at all, in either direction and as CALL or SEND. */
export function isKnownAction(version: OcppVersion, action: string): boolean {
  const { station, csms, send } = directions[version];
  return station.includes(action) || csms.includes(action) || send.includes(action);
}
