import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing, connector, connectors }) => ({
  title: 'Soft reset during a transaction',
  purpose: 'The charge point ends the transaction with reason SoftReset before it resets; where it registers again, it reports every connector.',
  spec: ['5.14', '4.2', '4.9', '4.10', '7.36', 'Errata 3.22', 'Errata 3.36'],
  profile: 'Core',
  given: ['charging'],
  steps: [
    { send: 'Reset', with: { type: 'Soft' }, reply: { status: 'Accepted' } },
    { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'SoftReset' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
    {
      clause: '5.14, Errata 3.36',
      optional: [
        {
          inOrder: [
            { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
            {
              anyOrder: Array.from({ length: connectors + 1 }, (_, connectorId) => (connectorId === connector
                ? { expect: 'StatusNotification' as const, which: { connectorId }, where: { status: { oneOf: ['Finishing' as const, 'Preparing' as const] } } }
                : { expect: 'StatusNotification' as const, where: { connectorId, status: 'Available' as const } })),
            },
          ],
        },
      ],
    },
  ],
}));
