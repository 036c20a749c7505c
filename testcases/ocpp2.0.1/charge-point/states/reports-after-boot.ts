import { chargingStationState } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'reports-after-boot',
  purpose: 'The station has reported, after an accepted boot, that every connector is available and that it has started.',
  steps: ({ evses }) => [
    ...evses.flatMap(({ connectors }, evse) => Array.from({ length: connectors }, (_, connector) => ({
      expect: 'StatusNotification' as const, where: { evseId: evse + 1, connectorId: connector + 1, connectorStatus: 'Available' as const },
    }))),
    { expect: 'SecurityEventNotification', where: { type: { oneOf: ['StartupOfTheDevice', 'ResetOrReboot'] } }, clause: 'A04.FR.01' },
  ],
});
