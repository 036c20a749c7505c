import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing, connector, connectors }) => ({
  title: 'Soft reset, no transaction',
  purpose: 'The charge point resets gently and remembers the connector that the CSMS took out of service; where it registers again, it reports every connector.',
  spec: ['5.14', '5.2', '4.2', '4.9', 'Errata 3.22', 'Errata 3.36'],
  profile: 'Core',
  steps: [
    { send: 'ChangeAvailability', with: { connectorId: '$connector', type: 'Inoperative' }, reply: { status: 'Accepted' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Unavailable' } },
    { send: 'Reset', with: { type: 'Soft' }, reply: { status: 'Accepted' } },
    {
      clause: '5.14, Errata 3.36',
      optional: [
        {
          inOrder: [
            { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
            {
              anyOrder: Array.from({ length: connectors + 1 }, (_, connectorId) => (connectorId === connector
                ? { expect: 'StatusNotification' as const, which: { connectorId }, where: { status: 'Unavailable' as const } }
                : { expect: 'StatusNotification' as const, where: { connectorId, status: 'Available' as const } })),
            },
          ],
        },
      ],
    },
    { send: 'ChangeAvailability', with: { connectorId: '$connector', type: 'Operative' }, reply: { status: 'Accepted' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Available' } },
  ],
}));
