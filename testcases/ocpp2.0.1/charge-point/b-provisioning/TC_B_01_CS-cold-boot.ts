import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest(({ timing }) => ({
  title: 'Cold boot, accepted',
  purpose: 'After a power cycle the station registers with the reason PowerUp and, once accepted, reports every connector and the start as a security event.',
  spec: ['B01.FR.01', 'B01.FR.03', 'B01.FR.05', 'B01.FR.09', 'A04.FR.01'],
  profile: 'Core',
  steps: [
    { operator: 'power-off' },
    { operator: 'power-on' },
    { expect: 'BootNotification', where: { reason: 'PowerUp' }, within: timing.bootTimeout, reply: { status: 'Accepted' } },
    { state: 'reports-after-boot' },
  ],
}));
