import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest(({ timing, evses, connector: own }) => {
  const places = evses.flatMap(({ connectors }, evse) => Array.from({ length: connectors }, (_, connector) => ({ evseId: evse + 1, connectorId: connector + 1 })));
  const inoperative = places.filter(({ evseId }) => evseId === own);
  return {
    title: 'Unavailable EVSE after a restart',
    purpose: 'An EVSE that the CSMS has made inoperative is still Unavailable after a restart, and the other ones are not.',
    spec: ['G03.FR.01', 'G03.FR.04', 'G03.FR.06', 'G03.FR.08', 'B01.FR.05', 'B01.FR.07'],
    profile: 'Core',
    steps: [
      { send: 'ChangeAvailability', with: { operationalStatus: 'Inoperative', evse: { id: '$evse' } }, reply: { status: 'Accepted' } },
      ...inoperative.map((place) => ({ expect: 'StatusNotification' as const, which: place, where: { connectorStatus: 'Unavailable' as const } })),
      { operator: 'reboot' },
      { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
      ...places.map((place) => ({
        expect: 'StatusNotification' as const, which: place, where: { connectorStatus: place.evseId === own ? 'Unavailable' as const : 'Available' as const },
      })),
    ],
  };
});
