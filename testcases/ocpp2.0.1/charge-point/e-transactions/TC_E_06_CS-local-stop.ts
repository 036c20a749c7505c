import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest({
  title: 'Local stop',
  purpose: 'The driver presents the token again, pulls the cable and leaves; the station ends the transaction once, where its stop point says so.',
  spec: ['E07.FR.01', 'E07.FR.02', 'E07.FR.04', 'E06.FR.09', 'E06.FR.15', 'C01.FR.03'],
  profile: 'Core',
  given: ['energy-transfer-started'],
  steps: [{ state: 'stop-authorized' }, { state: 'ev-disconnected' }, { state: 'parking-bay-unoccupied' }],
});
