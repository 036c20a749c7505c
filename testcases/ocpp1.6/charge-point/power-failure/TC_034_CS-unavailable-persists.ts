import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ connectors, timing }) => {
  const all = Array.from({ length: connectors + 1 }, (_, connectorId) => connectorId);
  return {
    title: 'Power failure while unavailable',
    purpose: 'A charge point that the CSMS has made unavailable, with all its connectors, is still unavailable after the power was gone.',
    spec: ['4.9', '5.2', '4.2'],
    profile: 'Core',
    steps: [
      { send: 'ChangeAvailability', with: { connectorId: 0, type: 'Inoperative' }, reply: { status: 'Accepted' } },
      ...all.map((connectorId) => ({ expect: 'StatusNotification' as const, where: { connectorId, status: 'Unavailable' as const } })),
      { operator: 'power-off' },
      { operator: 'power-on' },
      { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
      ...all.map((connectorId) => ({ expect: 'StatusNotification' as const, which: { connectorId }, where: { status: 'Unavailable' as const } })),
    ],
  };
});
