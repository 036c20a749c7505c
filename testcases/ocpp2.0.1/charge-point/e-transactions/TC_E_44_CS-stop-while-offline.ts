import { chargingStationTest, startPoints, TRANSACTION, watchesBay } from '#testcase/ocpp2.0.1';

export default chargingStationTest((facts) => ({
  title: 'Stop while offline',
  purpose: 'A driver ends the transaction and leaves while the station has no connection: afterwards it delivers every event, marked as offline, and the end among them.',
  spec: ['E08.FR.01', 'E08.FR.04', 'E08.FR.05', 'E08.FR.06', 'E08.FR.07', 'E11.FR.01', 'E11.FR.02', 'E04.FR.03'],
  profile: 'Core',
  requires: ['C-30 or C-31 or C-32'],
  settings: { 'OCPPCommCtrlr.RetryBackOffRandomRange': { ifImplemented: '0' } },
  given: ['energy-transfer-started'],
  steps: [
    { offline: 'refuse' },
    { wait: '1s', note: 'The station notices.' },
    { operator: 'present-token', evse: '$evse', connector: '$connector', token: '$valid' },
    { operator: 'unplug', evse: '$evse', connector: '$connector' },
    ...(watchesBay(facts) ? [{ operator: 'leave-bay' as const, evse: '$evse' }] : []),
    { online: true },
    {
      collect: 'TransactionEvent', until: { where: { eventType: 'Ended' } },
      each: { offline: true, ...(startPoints(facts).length > 0 ? { transactionInfo: { transactionId: TRANSACTION } } : {}) },
    },
  ],
}));
